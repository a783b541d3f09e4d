package io.keepwatch.telemetry.logs;

import java.util.Locale;

/// OpenTelemetry's severity ranges, and the word the sender used where it sent no number.
public enum Severity {
    UNSPECIFIED, TRACE, DEBUG, INFO, WARN, ERROR, FATAL;

    /// The least number of the range (logs data model, "Field: SeverityNumber").
    public int leastNumber() {
        return this == UNSPECIFIED ? 0 : (ordinal() - 1) * 4 + 1;
    }

    public static Severity of(int number, String text) {
        if (number >= 1 && number <= 24) {
            return values()[(number - 1) / 4 + 1];
        }
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "trace" -> TRACE;
            case "debug" -> DEBUG;
            case "info", "information", "notice" -> INFO;
            case "warn", "warning" -> WARN;
            case "error", "err" -> ERROR;
            case "fatal", "critical", "crit", "emergency", "alert" -> FATAL;
            default -> UNSPECIFIED;
        };
    }
}
