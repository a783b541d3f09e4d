package io.keepwatch.ui.promql;

import io.keepwatch.prometheus.Queries;
import io.keepwatch.prometheus.QueryConditions;
import io.keepwatch.prometheus.QueryRun;
import io.keepwatch.promql.PromQlException;
import io.keepwatch.promql.QueryResult;
import io.keepwatch.telemetry.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What became of one query.
///
/// @param letter  in the URL, e.g. `a`
/// @param run     null when the query could not be answered
/// @param problem null when it could
record Answer(String letter, String query, @Nullable QueryRun run, @Nullable PromQlException problem) {

    /// Asks one query after the other: one that fails keeps none of the others back.
    static List<Answer> overTime(Queries queries, Map<String, String> asked, TimeRange range, Duration step) {
        Instant start = start(range, step);
        return each(asked, query -> queries.range(query, start, range.to(), step, QueryConditions.DEFAULT));
    }

    static List<Answer> atEnd(Queries queries, Map<String, String> asked, TimeRange range) {
        return each(asked, query -> queries.instant(query, range.to(), QueryConditions.DEFAULT));
    }

    /// Steps lie on multiples of the step, so that a line does not tremble while time goes on.
    static Instant start(TimeRange range, Duration step) {
        return Instant.ofEpochMilli(Math.ceilDiv(range.from().toEpochMilli(), step.toMillis()) * step.toMillis());
    }

    private interface Run {
        QueryRun of(String query);
    }

    private static List<Answer> each(Map<String, String> asked, Run run) {
        List<Answer> answers = new ArrayList<>();
        asked.forEach((letter, query) -> {
            try {
                answers.add(new Answer(letter, query, run.of(query), null));
            } catch (PromQlException problem) {
                answers.add(new Answer(letter, query, null, problem));
            }
        });
        return answers;
    }

    /// As the page calls it: `A`.
    String name() {
        return letter.toUpperCase(Locale.ROOT);
    }

    /// What went wrong, and what to do about it.
    String advice() {
        if (problem == null) {
            return "";
        }
        return problem.getMessage() + switch (problem.kind()) {
            case TIMEOUT -> ". Choose a shorter time or a longer step, or select fewer series.";
            case UNAVAILABLE, CANCELLED -> "";
            case EXECUTION, BAD_DATA -> ".";
        };
    }

    int series() {
        return run == null ? 0 : switch (run.answer().result()) {
            case QueryResult.Scalar _, QueryResult.Text _ -> 1;
            case QueryResult.Vector vector -> vector.samples().size();
            case QueryResult.Matrix matrix -> matrix.series().size();
        };
    }

    List<String> notes() {
        return run == null ? List.of() : Stream.concat(run.answer().warnings().stream(), run.answer().infos().stream()).toList();
    }
}
