package io.keepwatch.ui.logs;

import io.keepwatch.telemetry.logs.LogRecord;
import io.keepwatch.telemetry.logs.Severity;
import io.keepwatch.ui.format.TimeFormat;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// A record in one line: what the browser needs of it, and no more.
record LogLine(String key, String time, String severity, String service, String body, String attributes) {

    private static final DateTimeFormatter DATED = DateTimeFormatter.ofPattern("MM-dd HH:mm:ss.SSS", Locale.ROOT);
    private static final int LONGEST_BODY = 400;
    private static final int LONGEST_ATTRIBUTES = 240;
    private static final int LONGEST_VALUE = 60;
    /// long, or the same on every line of a service
    private static final Set<String> LEFT_OUT = Set.of("exception.stacktrace", "exception.message", "thread.id", "thread.name",
            "code.namespace", "code.function", "code.function.name", "code.filepath", "code.file.path", "code.lineno",
            "code.line.number", "log.file.path", "log.file.name", "log.iostream", "telemetry.sdk.name");

    /// @param dated with its day, for a range longer than one
    static LogLine of(LogRecord record, TimeFormat times, boolean dated) {
        String attributes = record.attributes().entrySet().stream()
                .filter(entry -> telling(entry.getKey()))
                .map(entry -> entry.getKey() + "=" + cut(entry.getValue(), LONGEST_VALUE))
                .collect(Collectors.joining(" "));
        return new LogLine(
                RecordKey.of(record.position()),
                dated ? DATED.format(record.time().atZone(times.zone())) : times.millis(record.time()),
                severity(record),
                record.service(),
                cut(record.body(), LONGEST_BODY),
                cut(attributes, LONGEST_ATTRIBUTES));
    }

    /// Whether an attribute is worth a place beside the message.
    static boolean telling(String attribute) {
        return !LEFT_OUT.contains(attribute);
    }

    /// One word per range of severities; the sender's own word stands in the detail.
    static String severity(LogRecord record) {
        Severity severity = record.severity();
        return severity == Severity.UNSPECIFIED ? "" : severity.name().toLowerCase(Locale.ROOT);
    }

    private static String cut(String text, int longest) {
        String oneLine = text.replaceAll("\\s*[\\r\\n]+\\s*", " ");
        return oneLine.length() > longest ? oneLine.substring(0, longest) + "…" : oneLine;
    }
}
