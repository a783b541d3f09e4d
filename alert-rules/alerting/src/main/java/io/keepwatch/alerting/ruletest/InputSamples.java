package io.keepwatch.alerting.ruletest;

import io.keepwatch.alerting.ruletest.RuleTestFile.InputSeries;
import io.keepwatch.alerting.ruletest.RuleTestFile.UnitTest;
import io.keepwatch.promql.PromQlException;
import io.keepwatch.promql.QueryResult.Sample;
import io.keepwatch.promql.syntax.SeriesNotation;
import io.keepwatch.telemetry.series.Labels;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The input series of a test, which come to be as its time goes on.
final class InputSamples {

    private final long start;
    private final long interval;
    private final Map<Labels, List<@Nullable Double>> series = new LinkedHashMap<>();
    private final Map<Labels, Integer> loaded = new HashMap<>();

    private InputSamples(UnitTest test) {
        start = test.start().toEpochMilli();
        interval = test.interval().toMillis();
    }

    /// @throws PromQlException when a series cannot be read
    static InputSamples of(UnitTest test, HistogramSamples histograms) {
        var samples = new InputSamples(test);
        for (InputSeries input : test.inputSeries()) {
            try {
                if (HistogramSamples.notation(input.values())) {
                    samples.series.put(SeriesNotation.labelsOf(input.series()), histograms.values(input.values()));
                    continue;
                }
                SeriesNotation notation = SeriesNotation.parse(input.series() + " " + input.values());
                samples.series.put(notation.labels(), notation.values());
            } catch (PromQlException | IllegalArgumentException e) {
                throw new IllegalArgumentException("input series in line " + input.line() + ": " + e.getMessage(), e);
            }
        }
        return samples;
    }

    void loadUntil(long time, TestSamples memory, Consumer<String> refused) {
        series.forEach((labels, values) -> {
            int next = loaded.getOrDefault(labels, 0);
            for (; next < values.size() && start + next * interval <= time; next++) {
                Double value = values.get(next);
                String refusal = value == null ? null : memory.append(new Sample(labels, start + next * interval, value));
                if (refusal != null) {
                    refused.accept(refusal);
                }
            }
            loaded.put(labels, next);
        });
    }
}
