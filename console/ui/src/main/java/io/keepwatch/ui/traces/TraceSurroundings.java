package io.keepwatch.ui.traces;

import io.keepwatch.telemetry.SearchQuery;
import io.keepwatch.telemetry.SearchQuery.FieldTerm;
import io.keepwatch.telemetry.TimeRange;
import io.keepwatch.telemetry.logs.LogReader;
import io.keepwatch.telemetry.logs.LogRecord;
import io.keepwatch.telemetry.services.OperationSummary;
import io.keepwatch.telemetry.services.RedSeries;
import io.keepwatch.telemetry.services.ServiceReader;
import io.keepwatch.telemetry.traces.DurationBucket;
import io.keepwatch.telemetry.traces.Span;
import io.keepwatch.telemetry.traces.TraceReader;
import io.keepwatch.ui.waterfall.TraceTree;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// What is read beside a trace: its logs, and what is usual for its operations.
@Component
class TraceSurroundings {

    /// logs are written a little before and after the spans they belong to
    private static final Duration MARGIN = Duration.ofMinutes(1);
    private static final int MOST_LOGS = 500;

    private final LogReader logs;
    private final ServiceReader services;
    private final TraceReader traces;

    TraceSurroundings(LogReader logs, ServiceReader services, TraceReader traces) {
        this.logs = logs;
        this.services = services;
        this.traces = traces;
    }

    /// Oldest first.
    List<LogRecord> logs(TraceTree tree) {
        var query = new SearchQuery(List.of(new FieldTerm("trace", tree.trace().traceId())));
        return logs.search(around(tree), query, null, MOST_LOGS).reversed();
    }

    private static TimeRange around(TraceTree tree) {
        Instant end = tree.start().plusNanos(tree.durationNanos());
        return new TimeRange(tree.start().minus(MARGIN), end.plus(MARGIN));
    }

    /// How long spans of one operation took, and what their 95th percentile is.
    ///
    /// @param p95Nanos empty without any
    record Usual(OptionalLong p95Nanos, boolean exact, List<DurationBucket> durations) {}

    Usual usual(Span span, TimeRange range) {
        List<DurationBucket> durations = traces.durationHistogram(range, sameOperation(span));
        var summary = services.operations(span.service(), range).stream()
                .filter(operation -> operation.name().equals(span.name()) && operation.kind().equals(span.kind())).findFirst();
        return summary.map(OperationSummary::p95Nanos).map(p95 -> new Usual(OptionalLong.of(p95), true, durations))
                .orElseGet(() -> new Usual(p95(durations), false, durations));
    }

    RedSeries requests(String service, TimeRange range) {
        return services.red(service, null, range, ServiceMoment.STEP);
    }

    static SearchQuery sameOperation(Span span) {
        return new SearchQuery(List.of(new FieldTerm("service", span.service()), new FieldTerm("operation", span.name())));
    }

    private static OptionalLong p95(List<DurationBucket> durations) {
        long total = durations.stream().mapToLong(DurationBucket::spans).sum();
        long seen = 0;
        for (DurationBucket bucket : durations) {
            seen += bucket.spans();
            if (seen >= 0.95 * total) {
                return OptionalLong.of(bucket.fromNanos());
            }
        }
        return OptionalLong.empty();
    }

    String logsLink(String traceId, @Nullable TraceTree tree) {
        return tree == null ? "logs?q=trace:" + traceId : logs(traceId, tree);
    }

    /// The page of logs over the time of the trace.
    static String logs(String traceId, TraceTree tree) {
        TimeRange range = around(tree);
        return "logs?from=" + range.from().truncatedTo(ChronoUnit.MILLIS) + "&to="
                + range.to().truncatedTo(ChronoUnit.MILLIS) + "&q=trace:" + traceId;
    }
}
