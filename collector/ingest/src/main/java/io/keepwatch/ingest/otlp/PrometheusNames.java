package io.keepwatch.ingest.otlp;

import io.opentelemetry.proto.metrics.v1.Metric;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Names of metrics and attributes as Prometheus has them, by OpenTelemetry's specification "Prometheus and OpenMetrics
/// Compatibility": words joined by underscores, the unit spelled out, `_total` for counters, `_ratio` for gauges of unit 1.
final class PrometheusNames {

    private static final Map<String, String> UNITS = Map.ofEntries(
            Map.entry("d", "days"), Map.entry("h", "hours"), Map.entry("min", "minutes"), Map.entry("s", "seconds"),
            Map.entry("ms", "milliseconds"), Map.entry("us", "microseconds"), Map.entry("ns", "nanoseconds"),
            Map.entry("By", "bytes"), Map.entry("KiBy", "kibibytes"), Map.entry("MiBy", "mebibytes"),
            Map.entry("GiBy", "gibibytes"), Map.entry("TiBy", "tibibytes"), Map.entry("KBy", "kilobytes"),
            Map.entry("MBy", "megabytes"), Map.entry("GBy", "gigabytes"), Map.entry("TBy", "terabytes"),
            Map.entry("m", "meters"), Map.entry("V", "volts"), Map.entry("A", "amperes"), Map.entry("J", "joules"),
            Map.entry("W", "watts"), Map.entry("g", "grams"), Map.entry("Cel", "celsius"), Map.entry("Hz", "hertz"),
            Map.entry("1", ""), Map.entry("%", "percent"));
    private static final Map<String, String> PER_UNITS = Map.of(
            "s", "second", "m", "minute", "h", "hour", "d", "day", "w", "week", "mo", "month", "y", "year");

    private PrometheusNames() {}

    /// @return empty when nothing of the name is left, as of one without any Latin letter or digit
    static Optional<String> metric(Metric metric) {
        List<String> words = words(metric.getName());
        if (words.isEmpty()) {
            return Optional.empty();
        }
        addUnit(words, metric.getUnit());
        if (metric.getSum().getIsMonotonic()) {
            moveToEnd(words, "total");
        }
        // a sum of unit 1 counts things; only a gauge is a share
        if (metric.hasGauge() && metric.getUnit().equals("1")) {
            moveToEnd(words, "ratio");
        }
        String joined = String.join("_", words);
        return Optional.of(isDigit(joined.charAt(0)) ? "_" + joined : joined);
    }

    /// Never empty: a name without any Latin letter or digit becomes `_`.
    static String label(String attribute) {
        var label = new StringBuilder(attribute.length());
        for (int i = 0; i < attribute.length(); i++) {
            char c = attribute.charAt(i);
            if (isLetter(c) || isDigit(c)) {
                label.append(c);
            } else if (label.isEmpty() || label.charAt(label.length() - 1) != '_') {
                label.append('_');
            }
        }
        if (label.isEmpty()) {
            return "_";
        }
        return isDigit(label.charAt(0)) ? "key_" + label : label.toString();
    }

    private static void addUnit(List<String> words, String unit) {
        String[] parts = unit.split("/", 2);
        String main = word(parts[0], UNITS);
        String per = parts.length == 1 ? "" : word(parts[1], PER_UNITS);
        if (!main.isEmpty() && !words.contains(main)) {
            words.add(main);
        }
        if (!per.isEmpty() && !words.contains("per_" + per)) {
            words.add("per_" + per);
        }
    }

    /// Annotations in braces, e.g. `{request}`, are not units.
    private static String word(String unit, Map<String, String> known) {
        String trimmed = unit.strip();
        return trimmed.contains("{") || trimmed.contains("}") ? "" : String.join("_", words(known.getOrDefault(trimmed, trimmed)));
    }

    private static void moveToEnd(List<String> words, String word) {
        words.removeIf(word::equals);
        words.add(word);
    }

    /// A colon is a letter to Prometheus' names of metrics, not to those of labels.
    private static List<String> words(String name) {
        var letters = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            letters.append(isLetter(c) || isDigit(c) || c == ':' ? c : '_');
        }
        return Arrays.stream(letters.toString().split("_")).filter(word -> !word.isEmpty()).collect(Collectors.toCollection(ArrayList::new));
    }

    private static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
