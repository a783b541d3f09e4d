package io.keepwatch.alerting.ruletest;

import io.keepwatch.alerting.evaluation.Alert;
import io.keepwatch.alerting.ruletest.RuleTestFile.AlertTest;
import io.keepwatch.alerting.ruletest.RuleTestFile.ExpectedAlert;
import io.keepwatch.alerting.ruletest.RuleTestFile.ExpectedSample;
import io.keepwatch.alerting.ruletest.RuleTestFile.ExprTest;
import io.keepwatch.promql.PromQlEngine;
import io.keepwatch.promql.PromQlException;
import io.keepwatch.promql.PromQlText;
import io.keepwatch.promql.QueryOptions;
import io.keepwatch.promql.QueryResult;
import io.keepwatch.promql.QueryResult.Sample;
import io.keepwatch.promql.syntax.Expr;
import io.keepwatch.promql.syntax.Parser;
import io.keepwatch.promql.syntax.SeriesNotation;
import io.keepwatch.telemetry.series.LabelText;
import io.keepwatch.telemetry.series.Labels;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Compares what came with what was expected. The text of a difference has a line per alert or sample that is missing (`-`) or not
/// expected (`+`).
///
/// @param fuzzy values may differ in their last bit
record Comparison(boolean fuzzy) {

    private static final String INDENT = "\n      ";

    /// @param active pending and firing alerts of the name; only those that fire count
    Optional<String> alerts(AlertTest test, List<Alert> active) {
        List<Fired> missing = new ArrayList<>();
        for (ExpectedAlert expected : test.expected()) {
            var labels = new TreeMap<>(expected.labels());
            labels.put("alertname", test.alertname());
            missing.add(new Fired(labels, expected.annotations()));
        }
        List<Fired> extra = new ArrayList<>();
        active.stream().filter(alert -> alert.state() == Alert.State.FIRING)
                .forEach(alert -> extra.add(new Fired(alert.labels().toMap(), alert.annotations())));
        List.copyOf(missing).forEach(expected -> {
            if (extra.remove(expected)) {
                missing.remove(expected);
            }
        });
        if (missing.isEmpty() && extra.isEmpty()) {
            return Optional.empty();
        }
        var text = new StringBuilder();
        missing.stream().sorted().forEach(one -> text.append(INDENT).append("- ").append(one).append(pending(one, active)));
        extra.stream().sorted().forEach(one -> text.append(INDENT).append("+ ").append(one));
        return Optional.of(text.toString());
    }

    private static String pending(Fired expected, List<Alert> active) {
        return active.stream().filter(alert -> alert.state() == Alert.State.PENDING && alert.labels().toMap().equals(expected.labels()))
                .map(_ -> " (it is pending)").findFirst().orElse("");
    }

    /// An alert as the test sees it. An empty label or annotation is another thing than none.
    private record Fired(SortedMap<String, String> labels, SortedMap<String, String> annotations) implements Comparable<Fired> {

        @Override
        public int compareTo(Fired other) {
            return toString().compareTo(other.toString());
        }

        @Override
        public String toString() {
            return text(labels) + (annotations.isEmpty() ? "" : " with " + text(annotations));
        }

        private static String text(Map<String, String> texts) {
            return texts.entrySet().stream().map(one -> LabelText.label(one.getKey()) + "=" + LabelText.quote(one.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
    }

    /// @throws PromQlException when the query or the labels of an expected sample cannot be read, or the query fails
    Optional<String> query(ExprTest test, TestSamples memory, Instant at, QueryOptions options) {
        memory.selectedOnly(Parser.parse(test.expr()) instanceof Expr.VectorSelector);
        QueryResult result = new PromQlEngine(memory, Clock.systemUTC()).instant(test.expr(), at, options).result();
        List<Got> extra = new ArrayList<>(vector(result).stream().map(sample -> Got.of(sample, memory.histograms())).toList());
        List<Got> missing = new ArrayList<>();
        for (ExpectedSample sample : test.expected()) {
            Got expected = Got.of(sample);
            extra.stream().filter(one -> one.labels().equals(expected.labels()) && same(one, expected)).findFirst()
                    .ifPresentOrElse(extra::remove, () -> missing.add(expected));
        }
        if (missing.isEmpty() && extra.isEmpty()) {
            return Optional.empty();
        }
        var text = new StringBuilder();
        missing.forEach(one -> text.append(INDENT).append("- ").append(one).append(Double.isNaN(one.value()) ? " (NaN equals nothing)" : ""));
        extra.forEach(one -> text.append(INDENT).append("+ ").append(one));
        return Optional.of(text.toString());
    }

    /// A sample as the test sees it.
    ///
    /// @param histogram null for a number; the value is 0 otherwise
    private record Got(Labels labels, double value, @Nullable NativeHistogram histogram) {

        static Got of(Sample sample, HistogramSamples histograms) {
            return HistogramSamples.isOne(sample.value()) ? new Got(sample.labels(), 0, histograms.of(sample.value()))
                    : new Got(sample.labels(), sample.value(), null);
        }

        static Got of(ExpectedSample sample) {
            Labels labels = sample.labels().isBlank() ? Labels.EMPTY : SeriesNotation.labels(sample.labels());
            String histogram = sample.histogram();
            return histogram == null ? new Got(labels, sample.value(), null) : new Got(labels, 0, NativeHistogram.parse(histogram));
        }

        @Override
        public String toString() {
            return labels + " " + (histogram == null ? PromQlText.general(value) : histogram);
        }
    }

    private boolean same(Got a, Got b) {
        return Objects.equals(a.histogram(), b.histogram()) && same(a.value(), b.value());
    }

    private boolean same(double a, double b) {
        return a == b || fuzzy && (Math.nextDown(a) == b || Math.nextUp(a) == b);
    }

    private static List<Sample> vector(QueryResult result) {
        return switch (result) {
            case QueryResult.Vector vector -> vector.samples();
            case QueryResult.Scalar scalar -> List.of(new Sample(Labels.EMPTY, scalar.timeMillis(), scalar.value()));
            case QueryResult.Matrix _, QueryResult.Text _ -> throw PromQlException.execution("rule result is not a vector or scalar");
        };
    }
}
