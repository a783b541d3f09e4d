package io.keepwatch.alerting.ruletest;

import io.keepwatch.promql.PromQlText;
import io.keepwatch.promql.syntax.SeriesNotation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A native histogram in the notation of tests: `{{schema:1 count:3 sum:5 buckets:[1 2]}}`.
///
/// @param numbers  schema, count, sum, z_bucket and z_bucket_w, where they are not 0
/// @param positive buckets by their index, where they are not 0
/// @param negative likewise
/// @param custom   the limits of buckets that are not exponential
record NativeHistogram(Map<String, Double> numbers, NavigableMap<Integer, Double> positive, NavigableMap<Integer, Double> negative,
                       List<Double> custom, Hint hint) {

    enum Hint { UNKNOWN, RESET, NOT_RESET, GAUGE }

    private static final List<String> NUMBERS = List.of("schema", "count", "sum", "z_bucket", "z_bucket_w");
    private static final Pattern FIELD = Pattern.compile("\\s*(\\w+):(?:\\[([^\\]]*)]|(\\S+))");
    private static final Pattern BRACES = Pattern.compile("\\{\\{(.*)}}", Pattern.DOTALL);

    static NativeHistogram parse(String text) {
        Matcher braces = BRACES.matcher(text.strip());
        if (!braces.matches()) {
            throw unreadable(text);
        }
        Map<String, String> fields = new TreeMap<>();
        Matcher field = FIELD.matcher(braces.group(1));
        int end = 0;
        for (; field.find() && field.start() == end; end = field.end()) {
            fields.put(field.group(1), field.group(2) == null ? field.group(3) : field.group(2));
        }
        if (!braces.group(1).substring(end).isBlank()) {
            throw unreadable(text);
        }
        Map<String, Double> numbers = new TreeMap<>();
        for (String name : NUMBERS) {
            putUnlessZero(numbers, name, number(Objects.requireNonNullElse(fields.remove(name), "0")));
        }
        var histogram = new NativeHistogram(numbers, buckets(fields, "buckets", "offset"), buckets(fields, "n_buckets", "n_offset"),
                list(fields.remove("custom_values")), Hint.valueOf(Objects.requireNonNullElse(fields.remove("counter_reset_hint"), "unknown").toUpperCase(Locale.ROOT)));
        if (!fields.isEmpty()) {
            throw unreadable(text);
        }
        return histogram;
    }

    private static IllegalArgumentException unreadable(String text) {
        return new IllegalArgumentException("Cannot read the native histogram " + text + "; write e.g. {{schema:1 count:3 sum:5 buckets:[1 2]}}");
    }

    private static NavigableMap<Integer, Double> buckets(Map<String, String> fields, String name, String offset) {
        int index = (int) number(Objects.requireNonNullElse(fields.remove(offset), "0"));
        var buckets = new TreeMap<Integer, Double>();
        for (double bucket : list(fields.remove(name))) {
            putUnlessZero(buckets, index++, bucket);
        }
        return buckets;
    }

    private static List<Double> list(@Nullable String text) {
        List<Double> numbers = new ArrayList<>();
        for (String one : text == null || text.isBlank() ? new String[0] : text.strip().split("\\s+")) {
            numbers.add(number(one));
        }
        return numbers;
    }

    private static double number(String text) {
        return Objects.requireNonNull(SeriesNotation.values(text).getFirst());
    }

    private static <K> void putUnlessZero(Map<K, Double> map, K key, double value) {
        if (value != 0) {
            map.put(key, value);
        }
    }

    /// @param sign 1 to add, -1 to subtract
    NativeHistogram plus(NativeHistogram other, int sign) {
        if (!schema().equals(other.schema()) || !custom.equals(other.custom)) {
            throw new IllegalArgumentException("Cannot add native histograms of different schemas");
        }
        Map<String, Double> sums = sum(new TreeMap<>(numbers), other.numbers, sign);
        putUnlessZero(sums, "schema", schema());
        putUnlessZero(sums, "z_bucket_w", numbers.getOrDefault("z_bucket_w", 0.0));
        return new NativeHistogram(sums, sum(new TreeMap<>(positive), other.positive, sign), sum(new TreeMap<>(negative), other.negative, sign),
                custom, hint);
    }

    private Double schema() {
        return numbers.getOrDefault("schema", 0.0);
    }

    private static <K, M extends Map<K, Double>> M sum(M into, Map<K, Double> other, int sign) {
        other.forEach((key, value) -> into.merge(key, sign * value, Double::sum));
        into.values().removeIf(value -> value == 0);
        return into;
    }

    /// As it is read from the database after another one of its series.
    NativeHistogram after(NativeHistogram before) {
        Hint now = hint == Hint.GAUGE ? Hint.GAUGE : hint == Hint.RESET || fallsBehind(before) ? Hint.RESET : Hint.NOT_RESET;
        return withHint(now);
    }

    NativeHistogram withHint(Hint other) {
        return new NativeHistogram(numbers, positive, negative, custom, other);
    }

    private boolean fallsBehind(NativeHistogram before) {
        return less(numbers, before.numbers, "count") || less(numbers, before.numbers, "z_bucket")
                || before.positive.keySet().stream().anyMatch(index -> less(positive, before.positive, index))
                || before.negative.keySet().stream().anyMatch(index -> less(negative, before.negative, index));
    }

    private static <K> boolean less(Map<K, Double> now, Map<K, Double> before, K key) {
        return now.getOrDefault(key, 0.0) < before.getOrDefault(key, 0.0);
    }

    @Override
    public String toString() {
        List<String> fields = new ArrayList<>();
        NUMBERS.stream().filter(numbers::containsKey).forEach(name -> fields.add(name + ":" + PromQlText.general(numbers.get(name))));
        if (!custom.isEmpty()) {
            fields.add("custom_values:" + text(custom));
        }
        if (hint != Hint.UNKNOWN) {
            fields.add("counter_reset_hint:" + hint.name().toLowerCase(Locale.ROOT));
        }
        addBuckets(fields, "offset", "buckets", positive);
        addBuckets(fields, "n_offset", "n_buckets", negative);
        return "{{" + String.join(" ", fields) + "}}";
    }

    private static void addBuckets(List<String> fields, String offset, String name, NavigableMap<Integer, Double> buckets) {
        if (buckets.isEmpty()) {
            return;
        }
        if (buckets.firstKey() != 0) {
            fields.add(offset + ":" + buckets.firstKey());
        }
        List<Double> all = new ArrayList<>();
        for (int i = buckets.firstKey(); i <= buckets.lastKey(); i++) {
            all.add(buckets.getOrDefault(i, 0.0));
        }
        fields.add(name + ":" + text(all));
    }

    private static String text(List<Double> numbers) {
        return numbers.stream().map(PromQlText::general).collect(Collectors.joining(" ", "[", "]"));
    }
}
