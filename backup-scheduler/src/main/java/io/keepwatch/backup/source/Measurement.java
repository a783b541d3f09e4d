package io.keepwatch.backup.source;

import java.util.Map;

/// One number that a source tells of itself.
///
/// @param name   of the metric, in Prometheus' form and without `_total`
/// @param counts whether it only grows until the source starts again
/// @param labels beside those that say which source it is
public record Measurement(String name, String help, boolean counts, double value, Map<String, String> labels) {

    public static Measurement counter(String name, String help, double value, Map<String, String> labels) {
        return new Measurement(name, help, true, value, labels);
    }

    public static Measurement gauge(String name, String help, double value, Map<String, String> labels) {
        return new Measurement(name, help, false, value, labels);
    }
}
