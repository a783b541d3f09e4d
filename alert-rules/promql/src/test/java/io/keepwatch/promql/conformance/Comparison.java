package io.keepwatch.promql.conformance;

import io.keepwatch.promql.QueryAnswer;
import io.keepwatch.promql.QueryResult;
import io.keepwatch.promql.conformance.TestCommand.Annotation;
import io.keepwatch.promql.conformance.TestCommand.Eval;
import io.keepwatch.promql.syntax.SeriesNotation;
import io.keepwatch.telemetry.series.Labels;
import io.keepwatch.telemetry.series.SeriesStore.SampleColumn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Compares what came with what the file expects, with its tolerance.
final class Comparison {

    private static final double TOLERANCE = 1e-6;

    private Comparison() {}

    static void annotations(Eval eval, QueryAnswer answer) {
        annotations(eval, "warn", answer.warnings());
        annotations(eval, "info", answer.infos());
    }

    private static void annotations(Eval eval, String kind, List<String> actual) {
        List<Annotation> wanted = eval.expected().annotations().stream().filter(a -> a.kind().equals(kind)).toList();
        for (Annotation annotation : wanted) {
            check(actual.stream().anyMatch(annotation.message()), "no " + kind + " like " + annotation.shown() + " in " + actual);
        }
        boolean none = eval.expected().annotations().stream().anyMatch(a -> a.kind().equals("no_" + kind));
        check(!none || actual.isEmpty(), "unwanted " + kind + " " + actual);
        for (String text : actual) {
            check(wanted.isEmpty() || wanted.stream().anyMatch(a -> a.message().test(text)), "unexpected " + kind + " " + text);
        }
    }

    static void result(Eval eval, QueryResult result) {
        switch (result) {
            case QueryResult.Text text -> check(text.value().equals(eval.expected().text()), "got the string " + text.value());
            case QueryResult.Scalar scalar -> {
                Double wanted = eval.expected().scalar();
                check(wanted != null && almostEqual(wanted, scalar.value()), "wanted " + wanted + ", got " + scalar.value());
            }
            case QueryResult.Vector vector -> vector(eval, vector.samples());
            case QueryResult.Matrix matrix -> matrix(eval, matrix.series());
        }
    }

    private static void vector(Eval eval, List<QueryResult.Sample> samples) {
        check(eval.expected().scalar() == null, "wanted a scalar, got " + samples);
        Map<Labels, Double> actual = new LinkedHashMap<>();
        for (QueryResult.Sample sample : samples) {
            check(actual.put(sample.labels(), sample.value()) == null, "twice: " + sample.labels());
        }
        List<Labels> wantedOrder = new ArrayList<>();
        for (SeriesNotation wanted : eval.expected().series()) {
            Double value = actual.get(wanted.labels());
            check(value != null, "missing " + wanted.labels() + " in " + actual);
            Double expected = wanted.values().getFirst();
            check(value != null && expected != null && almostEqual(expected, value), wanted.labels() + ": wanted " + expected + ", got " + value);
            wantedOrder.add(wanted.labels());
        }
        check(actual.size() == wantedOrder.size(), "more than wanted: " + actual);
        check(!eval.expected().ordered() || wantedOrder.equals(List.copyOf(actual.keySet())), "in another order: " + actual.keySet());
    }

    private static void matrix(Eval eval, List<SampleColumn> series) {
        var range = eval.expected().range();
        long start = range == null ? eval.start() : range.start();
        long step = range == null ? eval.step() : range.step();
        Map<Labels, SampleColumn> actual = new LinkedHashMap<>();
        series.forEach(column -> check(actual.put(column.labels(), column) == null, "twice: " + column.labels()));
        for (SeriesNotation wanted : eval.expected().series()) {
            SampleColumn column = actual.remove(wanted.labels());
            if (column == null) {
                check(wanted.values().stream().allMatch(v -> v == null), "missing " + wanted.labels() + " in " + actual.keySet());
                continue;
            }
            String shown = wanted.labels() + ": wanted " + wanted.values() + ", got " + Arrays.toString(column.times()) + Arrays.toString(column.values());
            int i = 0;
            for (int slot = 0; slot < wanted.values().size(); slot++) {
                Double value = wanted.values().get(slot);
                if (value != null) {
                    check(i < column.times().length && column.times()[i] == start + slot * step && almostEqual(value, column.values()[i]), shown);
                    i++;
                }
            }
            check(i == column.times().length, shown);
        }
        check(actual.isEmpty(), "more than wanted: " + actual.keySet());
    }

    static boolean almostEqual(double a, double b) {
        if (Double.isNaN(a) || Double.isNaN(b)) {
            return Double.isNaN(a) && Double.isNaN(b);
        }
        if (a == b) {
            return true;
        }
        double sum = Math.abs(a) + Math.abs(b);
        double difference = Math.abs(a - b);
        if (a == 0 || b == 0 || sum < Double.MIN_NORMAL) {
            return difference < TOLERANCE * Double.MIN_NORMAL;
        }
        return difference / Math.min(sum, Double.MAX_VALUE) < TOLERANCE;
    }

    private static void check(boolean condition, String otherwise) {
        if (!condition) {
            throw new Mismatch(otherwise);
        }
    }

    static final class Mismatch extends RuntimeException {
        Mismatch(String message) {
            super(message);
        }
    }
}
