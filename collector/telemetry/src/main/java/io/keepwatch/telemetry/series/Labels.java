package io.keepwatch.telemetry.series;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/// The label set of a series, sorted by name. A label that is empty does not exist.
public final class Labels implements Comparable<Labels> {

    public static final String NAME = "__name__";
    public static final Labels EMPTY = new Labels(new String[0]);

    /// Name and value in turns, sorted by name.
    private final String[] pairs;
    private final int hash;

    private Labels(String[] pairs) {
        this.pairs = pairs;
        this.hash = Arrays.hashCode(pairs);
    }

    public static Labels of(Map<String, String> labels) {
        var sorted = new TreeMap<>(labels);
        sorted.values().removeIf(String::isEmpty);
        String[] pairs = new String[sorted.size() * 2];
        int i = 0;
        for (Map.Entry<String, String> label : sorted.entrySet()) {
            pairs[i++] = label.getKey();
            pairs[i++] = label.getValue();
        }
        return new Labels(pairs);
    }

    public static Labels of(String... nameAndValue) {
        Map<String, String> labels = new TreeMap<>();
        for (int i = 0; i < nameAndValue.length; i += 2) {
            labels.put(nameAndValue[i], nameAndValue[i + 1]);
        }
        return of(labels);
    }

    /// The value, or the empty string.
    public String get(String name) {
        for (int i = 0; i < pairs.length; i += 2) {
            if (pairs[i].equals(name)) {
                return pairs[i + 1];
            }
        }
        return "";
    }

    public String metricName() {
        return get(NAME);
    }

    public boolean isEmpty() {
        return pairs.length == 0;
    }

    public int size() {
        return pairs.length / 2;
    }

    public SortedMap<String, String> toMap() {
        var map = new TreeMap<String, String>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put(pairs[i], pairs[i + 1]);
        }
        return map;
    }

    /// Name and value of each, in the order of names.
    public void forEach(BiConsumer<String, String> each) {
        for (int i = 0; i < pairs.length; i += 2) {
            each.accept(pairs[i], pairs[i + 1]);
        }
    }

    public Labels with(String name, String value) {
        var map = toMap();
        map.put(name, value);
        return of(map);
    }

    public Labels without(String name) {
        return keepIf(label -> !label.equals(name));
    }

    public Labels without(Collection<String> names) {
        return keepIf(label -> !names.contains(label));
    }

    public Labels only(Collection<String> names) {
        return keepIf(names::contains);
    }

    /// What says which metric this is, is gone: the name, and the type and unit that some senders add as labels.
    public Labels withoutMetric() {
        return keepIf(label -> !label.equals(NAME) && !label.equals("__type__") && !label.equals("__unit__"));
    }

    private Labels keepIf(Predicate<String> wanted) {
        List<String> kept = new ArrayList<>(pairs.length);
        for (int i = 0; i < pairs.length; i += 2) {
            if (wanted.test(pairs[i])) {
                kept.add(pairs[i]);
                kept.add(pairs[i + 1]);
            }
        }
        return kept.size() == pairs.length ? this : new Labels(kept.toArray(String[]::new));
    }

    @Override
    public int compareTo(Labels other) {
        int common = Math.min(pairs.length, other.pairs.length);
        for (int i = 0; i < common; i++) {
            int order = pairs[i].compareTo(other.pairs[i]);
            if (order != 0) {
                return order;
            }
        }
        return pairs.length - other.pairs.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Labels labels && hash == labels.hash && Arrays.equals(pairs, labels.pairs);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    /// As Prometheus writes it in messages: `{__name__="up", job="api"}`.
    @Override
    public String toString() {
        var text = new StringBuilder("{");
        for (int i = 0; i < pairs.length; i += 2) {
            text.append(i == 0 ? "" : ", ").append(pairs[i]).append('=').append(LabelText.quote(pairs[i + 1]));
        }
        return text.append('}').toString();
    }
}
