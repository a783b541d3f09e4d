package io.keepwatch.promql.conformance;

import io.keepwatch.promql.syntax.SeriesNotation;
import io.keepwatch.telemetry.series.Labels;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A command of a test file.
sealed interface TestCommand {

    record Clear() implements TestCommand {}

    /// @param outOfReach selectable series that need what this engine has not: native histograms, start timestamps
    record Load(long stepMillis, List<SeriesNotation> series, List<OutOfReach> outOfReach) implements TestCommand {}

    record OutOfReach(Labels labels, String why) {}

    /// @param end    null for an instant query
    /// @param expected what its lines say
    record Eval(String file, int line, String query, long start, @Nullable Long end, long step, Expected expected) implements TestCommand {
        boolean instant() {
            return end == null;
        }

        String place() {
            return file + ":" + line + " " + query;
        }
    }

    /// @param rangeStart, `rangeEnd`, `rangeStep` where an instant query gives a range vector
    record Expected(List<SeriesNotation> series, @Nullable Double scalar, @Nullable String text, boolean ordered, boolean nativeHistogram,
                    @Nullable RangeVector range, List<Annotation> annotations) {

        boolean fails() {
            return annotations.stream().anyMatch(a -> a.kind().equals("fail"));
        }
    }

    record RangeVector(long start, long end, long step) {}

    /// @param kind fail, warn, no_warn, info, no_info
    record Annotation(String kind, Predicate<String> message, String shown) {}
}
