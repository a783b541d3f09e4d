package io.keepwatch.ui.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.audit.AuditEntry.Result;
import io.keepwatch.audit.AuditRecord;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AuditCsvTest {

    @Test
    void a_record_is_one_line_that_no_spreadsheet_takes_for_a_formula() {
        var entry = new AuditRecord(7, Instant.parse("2026-11-20T02:41:09.000001Z"), "=cmd|'/c calc'!A1", "admin", "-", "user.created",
                "a, \"b\"\nc", Result.REFUSED, "{\"role\":\"viewer\"}");

        assertThat(AuditCsv.line(entry)).isEqualTo("7,2026-11-20T02:41:09.000001Z,'=cmd|'/c calc'!A1,admin,-,user.created,"
                + "\"a, \"\"b\"\"\nc\",REFUSED,\"{\"\"role\"\":\"\"viewer\"\"}\"\r\n");
    }
}
