package io.keepwatch.alerting.ruletest;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// A file of unit tests, as it is written.
///
/// @param ruleFiles      patterns, relative to the file's folder
/// @param groupEvalOrder names of groups that are evaluated in this order
/// @param fuzzyCompare   whether values may differ in their last bit
public record RuleTestFile(String path, List<String> ruleFiles, Duration evaluationInterval, List<String> groupEvalOrder, boolean fuzzyCompare,
                           List<UnitTest> tests) {

    /// @param interval between the samples of the input series
    /// @param start    the time of their first samples
    public record UnitTest(String name, int line, Duration interval, List<InputSeries> inputSeries, List<AlertTest> alertTests,
                           List<ExprTest> exprTests, SortedMap<String, String> externalLabels, String externalUrl, Instant start) {

        /// The last time that is asked for, since the start.
        Duration length() {
            Duration longest = Duration.ZERO;
            for (AlertTest test : alertTests) {
                longest = test.evalTime().compareTo(longest) > 0 ? test.evalTime() : longest;
            }
            for (ExprTest test : exprTests) {
                longest = test.evalTime().compareTo(longest) > 0 ? test.evalTime() : longest;
            }
            return longest;
        }
    }

    /// @param series as in a selector, @param values in the notation of Prometheus' tests
    public record InputSeries(int line, String series, String values) {}

    /// Which alerts of a name fire at a time.
    public record AlertTest(int line, Duration evalTime, String alertname, List<ExpectedAlert> expected) {}

    /// @param labels without `alertname`
    public record ExpectedAlert(SortedMap<String, String> labels, SortedMap<String, String> annotations) {}

    /// What a query returns at a time.
    public record ExprTest(int line, String expr, Duration evalTime, List<ExpectedSample> expected) {}

    /// @param histogram a native histogram; empty for a number
    public record ExpectedSample(int line, String labels, double value, @Nullable String histogram) {}
}
