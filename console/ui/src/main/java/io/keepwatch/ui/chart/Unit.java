package io.keepwatch.ui.chart;

/// How the values of a chart are written.
public enum Unit {
    NONE, COUNT, PER_SECOND, NANOSECONDS, SECONDS, PERCENT, BYTES, BYTES_PER_SECOND;

    /// From a unit as OpenTelemetry sends it (UCUM).
    public static Unit of(String ucum) {
        return switch (ucum) {
            case "s" -> SECONDS;
            case "ns" -> NANOSECONDS;
            case "1", "%" -> NONE;
            case "By", "bytes" -> BYTES;
            case "By/s" -> BYTES_PER_SECOND;
            default -> ucum.startsWith("{") ? COUNT : NONE;
        };
    }
}
