package io.keepwatch.ui.settings;

import io.keepwatch.audit.AuditFilter;
import io.keepwatch.audit.AuditLog;
import io.keepwatch.audit.AuditRecord;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Writes the records of a filter as CSV (RFC 4180), the newest first, page by page.
final class AuditCsv {

    private static final int PAGE = 1_000;
    private static final String END = "\r\n";

    private AuditCsv() {}

    static void write(AuditLog audit, AuditFilter filter, Appendable out) throws IOException {
        out.append("id,at,who,role,address,action,object,result,detail").append(END);
        List<AuditRecord> page;
        int offset = 0;
        do {
            page = audit.search(filter, offset, PAGE);
            for (AuditRecord entry : page) {
                out.append(line(entry)).append(END);
            }
            offset += page.size();
        } while (page.size() == PAGE);
    }

    static String line(AuditRecord entry) {
        return Stream.of(String.valueOf(entry.id()), entry.at().toString(), entry.who(), entry.role(), entry.address(), entry.action(),
                entry.object(), entry.result().name(), entry.detail()).map(AuditCsv::cell).collect(Collectors.joining(","));
    }

    /// What starts like a formula must not become one in a spreadsheet: names and objects are typed by anybody.
    private static String cell(String text) {
        String safe = !text.isEmpty() && "=+@-\t".indexOf(text.charAt(0)) >= 0 && text.length() > 1 ? "'" + text : text;
        return safe.matches("(?s).*[\",\r\n].*") ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
    }
}
