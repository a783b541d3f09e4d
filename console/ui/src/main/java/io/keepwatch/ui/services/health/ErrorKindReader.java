package io.keepwatch.ui.services.health;

import io.keepwatch.telemetry.Facet;
import io.keepwatch.telemetry.FacetValue;
import io.keepwatch.telemetry.SearchQuery;
import io.keepwatch.telemetry.SearchQuery.FieldTerm;
import io.keepwatch.telemetry.SearchQuery.Operator;
import io.keepwatch.telemetry.TimeRange;
import io.keepwatch.telemetry.traces.TraceReader;
import io.keepwatch.telemetry.traces.TraceReader.SpanBucket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Groups failed spans by what they say went wrong.
@Component
public class ErrorKindReader {

    private static final String TYPE = "error.type";
    private static final int BUCKETS = 60;
    private static final Duration RECENT = Duration.ofMinutes(2);

    private final TraceReader traces;

    ErrorKindReader(TraceReader traces) {
        this.traces = traces;
    }

    /// What still happens first, most frequent first.
    ///
    /// @param service null for all services
    public List<ErrorKind> kinds(@Nullable String service, TimeRange range, int most) {
        SearchQuery failed = new SearchQuery(List.of(new FieldTerm("status", "error")));
        if (service != null) {
            failed = failed.with(new FieldTerm("service", service));
        }
        var kinds = new ArrayList<ErrorKind>();
        for (FacetValue type : values(traces.facets(range, failed, List.of(TYPE), most), TYPE)) {
            kinds.add(kind(type.value(), range, failed.with(new FieldTerm(TYPE, type.value()))));
        }
        if (kinds.size() < most) {
            SearchQuery untyped = failed.with(new FieldTerm(TYPE, Operator.EXISTS, "", true));
            ErrorKind rest = kind("", range, untyped);
            if (rest.count() > 0) {
                kinds.add(rest);
            }
        }
        kinds.sort(Comparator.comparing(ErrorKind::now).thenComparing(ErrorKind::perMinute).reversed());
        return List.copyOf(kinds);
    }

    private ErrorKind kind(String type, TimeRange range, SearchQuery query) {
        List<SpanBucket> buckets = traces.histogram(range, query, BUCKETS);
        long count = buckets.stream().mapToLong(SpanBucket::spans).sum();
        List<Facet> where = count == 0 ? List.of() : traces.facets(range, query, List.of("operation", "service"), 1);
        int first = first(buckets);
        // errors in the first twelfth of the time were there before
        boolean isNew = first > buckets.size() / 12;
        Instant newest = last(buckets, range.from(), range.to());
        boolean now = newest.isAfter(range.to().minus(RECENT)) && count > 0;
        double minutes = Math.max(1, (isNew ? Duration.between(buckets.get(first).start(), range.to()) : range.length()).toSeconds() / 60.0);
        return new ErrorKind(type, name(where, "service"), name(where, "operation"), count, count / minutes, now,
                isNew ? buckets.get(first).start() : null, newest, query.format());
    }

    private static int first(List<SpanBucket> buckets) {
        for (int i = 0; i < buckets.size(); i++) {
            if (buckets.get(i).spans() > 0) {
                return i;
            }
        }
        return 0;
    }

    private static Instant last(List<SpanBucket> buckets, Instant otherwise, Instant end) {
        for (int i = buckets.size() - 1; i >= 0; i--) {
            if (buckets.get(i).spans() > 0) {
                return i + 1 < buckets.size() ? buckets.get(i + 1).start() : end;
            }
        }
        return otherwise;
    }

    private static List<FacetValue> values(List<Facet> facets, String field) {
        return facets.stream().filter(facet -> facet.field().equals(field)).flatMap(facet -> facet.values().stream()).toList();
    }

    private static String name(List<Facet> facets, String field) {
        return values(facets, field).stream().findFirst().map(FacetValue::value).orElse("");
    }
}
