package io.keepwatch.ui.settings;

import io.keepwatch.audit.AuditFilter;
import io.keepwatch.audit.AuditLog;
import io.keepwatch.audit.AuditRecord;
import io.keepwatch.ui.format.Csv;
import java.io.IOException;
import java.util.List;

/// Writes the records of a filter as CSV (RFC 4180), the newest first, page by page.
final class AuditCsv {

    private static final int PAGE = 1_000;

    private AuditCsv() {}

    static void write(AuditLog audit, AuditFilter filter, Appendable out) throws IOException {
        out.append(Csv.line(List.of("id", "at", "who", "role", "address", "action", "object", "result", "detail")));
        List<AuditRecord> page;
        int offset = 0;
        do {
            page = audit.search(filter, offset, PAGE);
            for (AuditRecord entry : page) {
                out.append(line(entry));
            }
            offset += page.size();
        } while (page.size() == PAGE);
    }

    static String line(AuditRecord entry) {
        return Csv.line(List.of(String.valueOf(entry.id()), entry.at().toString(), entry.who(), entry.role(), entry.address(), entry.action(),
                entry.object(), entry.result().name(), entry.detail()));
    }
}
