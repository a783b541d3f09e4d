package io.keepwatch.telemetry.contract;

import io.keepwatch.telemetry.Facet;
import io.keepwatch.telemetry.FacetValue;
import io.keepwatch.telemetry.SearchQuery;
import io.keepwatch.telemetry.SearchQuery.FieldTerm;
import io.keepwatch.telemetry.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;

/// What the contracts of all read ports have in common: an empty store before each test, and a noon to count from.
public abstract class TelemetryContract {

    /// Yesterday, so that a store that forgets what is old, or refuses what is yet to come, keeps it.
    protected static final Instant NOON = LocalDate.now(ZoneOffset.UTC).minusDays(1).atTime(LocalTime.NOON).toInstant(ZoneOffset.UTC);
    protected static final TimeRange HOUR = new TimeRange(NOON, NOON.plus(Duration.ofHours(1)));

    protected TelemetryStore store;

    /// A store without any rows.
    protected abstract TelemetryStore emptyStore();

    @BeforeEach
    void startEmpty() {
        store = emptyStore();
    }

    protected void write(SpanRow... spans) {
        store.writer().write(SpanRow.batch(List.of(spans)));
    }

    protected void write(LogRow... records) {
        store.writer().write(LogRow.batch(List.of(records)));
    }

    protected void write(SampleRows samples) {
        store.writer().write(samples.batch());
    }

    protected static Instant at(double seconds) {
        return NOON.plusNanos((long) (seconds * 1e9));
    }

    protected static SearchQuery query(String text) {
        return SearchQuery.parse(text);
    }

    protected static SearchQuery query(String field, String value) {
        return SearchQuery.ALL.with(new FieldTerm(field, value));
    }

    protected static List<FacetValue> values(List<Facet> facets, String field) {
        return facets.stream().filter(facet -> facet.field().equals(field)).findFirst().orElseThrow().values();
    }

    /// A trace id whose last digits are the number.
    protected static String trace(int number) {
        return String.format("%032x", 0xabc000000L + number);
    }

    protected static String span(int number) {
        return String.format("%016x", 0xdef000000L + number);
    }
}
