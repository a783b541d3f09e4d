package io.keepwatch.ui.services.health;

import io.keepwatch.telemetry.SearchQuery;
import io.keepwatch.telemetry.SearchQuery.FieldTerm;
import io.keepwatch.telemetry.SearchQuery.Operator;
import io.keepwatch.telemetry.TimeRange;
import io.keepwatch.telemetry.traces.FailedSpans;
import io.keepwatch.telemetry.traces.TraceReader;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Groups failed spans by what they say went wrong.
@Component
public class ErrorKindReader {

    private static final String TYPE = "error.type";
    private static final int MOST_GROUPS = 10_000;
    private static final Duration RECENT = Duration.ofMinutes(2);

    private final TraceReader traces;

    ErrorKindReader(TraceReader traces) {
        this.traces = traces;
    }

    /// What still happens first, most frequent first; one question, whatever the number of kinds.
    ///
    /// @param service null for all services
    public List<ErrorKind> kinds(@Nullable String service, TimeRange range, int most) {
        SearchQuery of = service == null ? SearchQuery.ALL : SearchQuery.ALL.with(new FieldTerm("service", service));
        Map<String, List<FailedSpans>> byType = traces.failures(range, of, MOST_GROUPS).stream().collect(Collectors.groupingBy(FailedSpans::errorType));
        SearchQuery failed = new SearchQuery(List.of(new FieldTerm("status", "error")));
        SearchQuery asked = service == null ? failed : failed.with(new FieldTerm("service", service));
        return byType.entrySet().stream().map(e -> kind(e.getKey(), e.getValue(), range, asked))
                .sorted(Comparator.comparingLong(ErrorKind::count).reversed()).limit(most)
                .sorted(Comparator.comparing(ErrorKind::now).thenComparing(ErrorKind::perMinute).reversed()).toList();
    }

    private static ErrorKind kind(String type, List<FailedSpans> groups, TimeRange range, SearchQuery failed) {
        long count = groups.stream().mapToLong(FailedSpans::spans).sum();
        Instant first = groups.stream().map(FailedSpans::first).min(Comparator.naturalOrder()).orElseThrow();
        Instant last = groups.stream().map(FailedSpans::last).max(Comparator.naturalOrder()).orElseThrow();
        // errors in the first twelfth of the time were there before
        boolean isNew = first.isAfter(range.from().plus(range.length().dividedBy(12)));
        double minutes = Math.max(1, (isNew ? Duration.between(first, range.to()) : range.length()).toSeconds() / 60.0);
        SearchQuery query = failed.with(type.isEmpty() ? new FieldTerm(TYPE, Operator.EXISTS, "", true) : new FieldTerm(TYPE, type));
        return new ErrorKind(type, mostFrequent(groups, FailedSpans::service), mostFrequent(groups, FailedSpans::operation), count, count / minutes,
                last.isAfter(range.to().minus(RECENT)), isNew ? first : null, last, query.format());
    }

    private static String mostFrequent(List<FailedSpans> groups, Function<FailedSpans, String> name) {
        return groups.stream().collect(Collectors.groupingBy(name, TreeMap::new, Collectors.summingLong(FailedSpans::spans))).entrySet().stream()
                .max(Map.Entry.comparingByValue()).orElseThrow().getKey();
    }
}
