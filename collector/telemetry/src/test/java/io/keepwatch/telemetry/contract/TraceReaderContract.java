package io.keepwatch.telemetry.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.telemetry.FacetValue;
import io.keepwatch.telemetry.SearchQuery;
import io.keepwatch.telemetry.TimeRange;
import io.keepwatch.telemetry.traces.FailedSpans;
import io.keepwatch.telemetry.traces.Span;
import io.keepwatch.telemetry.traces.Trace;
import io.keepwatch.telemetry.traces.TraceReader.SpanBucket;
import io.keepwatch.telemetry.traces.TraceReader.TraceOrder;
import io.keepwatch.telemetry.traces.TraceSummary;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What every [io.keepwatch.telemetry.traces.TraceReader] must do.
public abstract class TraceReaderContract extends TelemetryContract {

    @Test
    void aTraceComesBackAsItWasWritten() {
        var event = new Span.Event(at(1.0005), "exception", new TreeMap<>(Map.of("exception.message", "it's \\ broken", "exception.type", "E")));
        var link = new Span.Link(trace(9), span(9), "a=b", new TreeMap<>(Map.of("k", "v")));
        SpanRow child = SpanRow.of(trace(1), span(2), "db", "SELECT", at(1.000000123)).parent(span(1)).kind("Client").took(Duration.ofNanos(987_654_321))
                .failed("gone").with("db.system", "postgresql").resource("host.name", "h1").details(List.of(event, event), List.of(link));
        write(SpanRow.of(trace(1), span(1), "api", "GET /", at(1)).took(Duration.ofSeconds(2)), child);

        Trace trace = store.traces().trace(trace(1)).orElseThrow();

        assertThat(trace.truncated()).isFalse();
        assertThat(trace.spans()).extracting(Span::spanId).containsExactly(span(1), span(2));
        assertThat(trace.spans().getLast()).isEqualTo(child.span());
        assertThat(store.traces().trace(trace(1).toUpperCase())).contains(trace);
    }

    @Test
    void aSpanThatWasStoredTwiceComesOnce() {
        for (int i = 0; i < 2; i++) {
            write(SpanRow.of(trace(1), span(1), "api", "GET /", at(1)), SpanRow.of(trace(1), span(1), "web", "GET /", at(1)).kind("Client"));
        }
        assertThat(store.traces().trace(trace(1)).orElseThrow().spans()).extracting(Span::kind).containsExactlyInAnyOrder("Server", "Client");
    }

    @Test
    void anUnknownTraceIsEmpty() {
        write(SpanRow.of(trace(1), span(1), "api", "GET /", at(1)));
        assertThat(store.traces().trace(trace(2))).isEmpty();
        assertThat(store.traces().trace("")).isEmpty();
        assertThat(store.traces().trace("' OR 1=1 --")).isEmpty();
    }

    @Test
    void aTraceMayLastBeyondMidnight() {
        write(SpanRow.of(trace(1), span(1), "api", "long", at(-43_205)).took(Duration.ofSeconds(20)));
        write(SpanRow.of(trace(1), span(2), "api", "late", at(-43_195)).parent(span(1)));
        assertThat(store.traces().trace(trace(1)).orElseThrow().spans()).hasSize(2);
    }

    @Test
    void aVeryLongTraceIsCut() {
        List<SpanRow> spans = new ArrayList<>();
        for (int i = 0; i < 20_001; i++) {
            spans.add(SpanRow.of(trace(1), span(i), "loop", "step", at(i / 1e4)));
        }
        store.writer().write(SpanRow.batch(spans));
        Trace trace = store.traces().trace(trace(1)).orElseThrow();
        assertThat(trace.truncated()).isTrue();
        assertThat(trace.spans()).hasSize(20_000);
        assertThat(trace.spans().getFirst().spanId()).isEqualTo(span(0));
    }

    @Test
    void aSummaryDescribesTheWholeTraceNotOnlyWhatMatched() {
        write(SpanRow.of(trace(1), span(1), "api", "GET /", at(10)).took(Duration.ofSeconds(1)),
                SpanRow.of(trace(1), span(2), "db", "SELECT", at(10.5)).parent(span(1)).took(Duration.ofSeconds(2)).failed("x"),
                SpanRow.of(trace(1), span(3), "db", "SELECT", at(10.6)).parent(span(1)));
        assertThat(search("operation:SELECT", TraceOrder.NEWEST)).containsExactly(new TraceSummary(trace(1), "api", "GET /", false, at(10),
                2_500_000_000L, 3, 1, List.of("api", "db")));
    }

    @Test
    void ofSpansThatStartTogetherTheLongestNamesTheTrace() {
        write(SpanRow.of(trace(1), span(1), "a", "inner", at(10)).parent(span(9)), SpanRow.of(trace(1), span(2), "b", "outer", at(10)).parent(span(9))
                .took(Duration.ofSeconds(1)));
        assertThat(search("", TraceOrder.NEWEST)).extracting(TraceSummary::rootName).containsExactly("outer");
    }

    @Test
    void aTraceWithoutItsRootIsNamedByItsEarliestSpan() {
        write(SpanRow.of(trace(1), span(2), "b", "second", at(11)).parent(span(9)), SpanRow.of(trace(1), span(3), "a", "first", at(10)).parent(span(9)));
        TraceSummary summary = search("", TraceOrder.NEWEST).getFirst();
        assertThat(summary.rootMissing()).isTrue();
        assertThat(summary.rootName()).isEqualTo("first");
        assertThat(summary.rootService()).isEqualTo("a");
    }

    @Test
    void tracesAreOrderedAndLimited() {
        write(SpanRow.of(trace(1), span(1), "api", "a", at(10)).took(Duration.ofSeconds(3)),
                SpanRow.of(trace(2), span(2), "api", "a", at(20)).took(Duration.ofSeconds(1)).failed("x"),
                SpanRow.of(trace(2), span(3), "api", "b", at(20)).parent(span(2)).failed("x"),
                SpanRow.of(trace(3), span(4), "api", "a", at(30)).took(Duration.ofSeconds(2)).failed("x"));
        assertThat(ids(search("", TraceOrder.NEWEST))).containsExactly(trace(3), trace(2), trace(1));
        assertThat(ids(search("", TraceOrder.SLOWEST))).containsExactly(trace(1), trace(3), trace(2));
        assertThat(ids(search("", TraceOrder.MOST_ERRORS))).containsExactly(trace(2), trace(3), trace(1));
        assertThat(ids(store.traces().search(HOUR, SearchQuery.ALL, TraceOrder.NEWEST, 2))).containsExactly(trace(3), trace(2));
    }

    @Test
    void oneTraceOfManySpansDoesNotHideTheOthers() {
        List<SpanRow> spans = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            spans.add(SpanRow.of(trace(1), span(i), "loop", "step", at(100 + i / 1e3)).took(Duration.ofSeconds(5)));
        }
        spans.add(SpanRow.of(trace(2), span(9_000), "api", "a", at(50)));
        spans.add(SpanRow.of(trace(3), span(9_001), "api", "a", at(40)).took(Duration.ofSeconds(2)));
        store.writer().write(SpanRow.batch(spans));
        assertThat(ids(search("", TraceOrder.NEWEST))).containsExactly(trace(1), trace(2), trace(3));
        assertThat(ids(search("", TraceOrder.SLOWEST))).containsExactly(trace(1), trace(3), trace(2));
        assertThat(search("", TraceOrder.NEWEST).getFirst().spans()).isEqualTo(3_000);
    }

    @Test
    void theRangeIsHalfOpen() {
        write(SpanRow.of(trace(1), span(1), "api", "a", HOUR.from()), SpanRow.of(trace(2), span(2), "api", "a", HOUR.to()),
                SpanRow.of(trace(3), span(3), "api", "a", HOUR.to().minusNanos(1)), SpanRow.of(trace(4), span(4), "api", "a", HOUR.from().minusNanos(1)));
        assertThat(ids(search("", TraceOrder.NEWEST))).containsExactly(trace(3), trace(1));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "service:api|1 2", "-service:api|3", "service:a*|1 2", "service:*pi|1 2", "operation:\"GET /quotes\"|1", "operation:GET*|1 2",
        "kind:client|3", "kind:CLIENT|3", "-kind:client|1 2", "status:error|3", "status:ERROR -service:api|3", "status:500|2", "status:>=400|2 3",
        "-status:>=400|1", "duration:>1s|3", "duration:>=1.5s|3", "duration:<2ms|1", "duration:>1ms duration:<=1s|2", "quotes|1", "QUOTES|1",
        "\"get /\"|1 2", "gone|3", "body:gone|3", "g*ne|3", "http.route:/quotes|1", "http.route:*|1 2", "-http.route:*|3", "http.route:/q*s|1",
        "host.name:h1|1 3", "region:eu|1 3", "region:us|2", "-region:us|1 3", "http.response.status_code:>=400|2 3",
        "http.response.status_code:<500|1 3", "trace:0000000000000000000000abc000001|", "span:*|1 2 3", "nothing|", "nothing:*|", "empty:\"\"|1",
        "empty:*|1", "service:API|", "service:api AND NOT quotes|2",
    })
    void searchesFindWhatMeetsEveryTerm(String text, String numbers) {
        write(SpanRow.of(trace(1), span(1), "api", "GET /quotes", at(1)).with("http.route", "/quotes").with("http.response.status_code", "200")
                        .with("region", "eu").with("empty", "").resource("host.name", "h1").resource("region", "us"),
                SpanRow.of(trace(2), span(2), "api", "GET /", at(2)).took(Duration.ofMillis(500)).with("http.route", "/")
                        .with("http.response.status_code", "500").resource("region", "us").resource("host.name", "h2"),
                SpanRow.of(trace(3), span(3), "web", "call", at(3)).kind("Client").took(Duration.ofMillis(1500)).failed("Gone away")
                        .with("http.response.status_code", "404").resource("region", "eu").resource("host.name", "h1"));
        String[] expected = numbers == null ? new String[0] : numbers.split(" ");
        assertThat(search(text, TraceOrder.NEWEST)).extracting(summary -> summary.traceId().substring(31)).containsExactlyInAnyOrder(expected);
    }

    @Test
    void anyTextCanBeStoredAndFoundExactly() {
        List<SpanRow> spans = new ArrayList<>();
        for (int i = 0; i < NastyText.ALL.size(); i++) {
            String text = NastyText.ALL.get(i);
            spans.add(SpanRow.of(trace(i), span(i), "s" + text, "op " + text, at(i)).with("value", text).with("key " + text, "v").failed("m" + text));
        }
        store.writer().write(SpanRow.batch(spans));
        for (int i = 0; i < NastyText.ALL.size(); i++) {
            String text = NastyText.ALL.get(i);
            for (SearchQuery query : List.of(query("value", text), query("key " + text, "v"), query("service", "s" + text), query("operation", "op " + text))) {
                assertThat(ids(store.traces().search(HOUR, query, TraceOrder.NEWEST, 50))).as(query.format()).containsExactly(trace(i));
            }
            assertThat(ids(store.traces().search(HOUR, new SearchQuery(List.of(new SearchQuery.TextTerm("m" + text, false))), TraceOrder.NEWEST, 50)))
                    .as(text).contains(trace(i));
            assertThat(values(store.traces().facets(HOUR, query("value", text), List.of("key " + text), 5), "key " + text))
                    .as(text).containsExactly(new FacetValue("v", 1));
        }
        assertThat(values(store.traces().facets(HOUR, SearchQuery.ALL, List.of("value"), 100), "value")).extracting(FacetValue::value)
                .containsExactlyInAnyOrderElementsOf(NastyText.ALL);
        assertThat(search("value:*%*", TraceOrder.NEWEST)).hasSize(2);
        assertThat(search("value:*_*", TraceOrder.NEWEST)).hasSize(3);
        assertThat(search("value:a\\*b", TraceOrder.NEWEST)).hasSize(1);
        assertThat(search("value:*\\\\*", TraceOrder.NEWEST)).hasSize(4);
    }

    @Test
    void theHistogramCountsEverySpanOnceAndKeepsEmptyBuckets() {
        write(SpanRow.of(trace(1), span(1), "api", "a", at(0)), SpanRow.of(trace(1), span(2), "api", "a", at(59.999999999)).failed("x"),
                SpanRow.of(trace(1), span(3), "api", "a", at(60)), SpanRow.of(trace(1), span(4), "web", "a", at(3_599)));
        List<SpanBucket> buckets = store.traces().histogram(HOUR, query("service:api"), 60);
        assertThat(buckets).hasSize(60);
        assertThat(buckets.get(0)).isEqualTo(new SpanBucket(at(0), 2, 1));
        assertThat(buckets.get(1)).isEqualTo(new SpanBucket(at(60), 1, 0));
        assertThat(buckets.get(59)).isEqualTo(new SpanBucket(at(3_540), 0, 0));
        assertThat(store.traces().histogram(new TimeRange(at(30), at(90)), SearchQuery.ALL, 1))
                .containsExactly(new SpanBucket(at(0), 1, 1), new SpanBucket(at(60), 1, 0));
    }

    @Test
    void durationsFallIntoBucketsAQuarterWide() {
        write(SpanRow.of(trace(1), span(1), "api", "a", at(0)).took(Duration.ofNanos(0)), SpanRow.of(trace(1), span(2), "api", "a", at(0)).took(Duration.ofNanos(1_000)),
                SpanRow.of(trace(1), span(3), "api", "a", at(0)).took(Duration.ofNanos(1_023)).failed("x"), SpanRow.of(trace(1), span(4), "api", "a", at(0)).took(Duration.ofNanos(1_024)));
        assertThat(store.traces().durationHistogram(HOUR, SearchQuery.ALL)).extracting(b -> b.fromNanos() + "-" + b.toNanos() + ":" + b.spans() + "/" + b.errors())
                .containsExactly("0-1:1/0", "896-1024:2/1", "1024-1280:1/0");
    }

    @Test
    void facetsCountValuesMostFrequentFirst() {
        write(SpanRow.of(trace(1), span(1), "api", "a", at(1)).with("k", "x").resource("k", "hidden"), SpanRow.of(trace(1), span(2), "api", "b", at(1)).resource("k", "y"),
                SpanRow.of(trace(1), span(3), "web", "a", at(1)).with("k", "x").kind("Client"), SpanRow.of(trace(1), span(4), "web", "c", at(1)).with("k", ""));
        var facets = store.traces().facets(HOUR, SearchQuery.ALL, List.of("service", "k", "kind", "operation", "absent"), 2);
        assertThat(values(facets, "service")).containsExactly(new FacetValue("api", 2), new FacetValue("web", 2));
        assertThat(values(facets, "k")).containsExactly(new FacetValue("x", 2), new FacetValue("y", 1));
        assertThat(values(facets, "kind")).containsExactly(new FacetValue("Server", 3), new FacetValue("Client", 1));
        assertThat(values(facets, "operation")).containsExactly(new FacetValue("a", 2), new FacetValue("b", 1));
        assertThat(values(facets, "absent")).isEmpty();
        assertThat(store.traces().fields(HOUR, query("service:api"), 5)).containsExactly("k");
        assertThat(values(store.traces().facets(HOUR, query("k:x"), List.of("service"), 5), "service")).containsExactly(new FacetValue("api", 1), new FacetValue("web", 1));
    }

    @Test
    void failuresAreGroupedByWhatTheySayAndWhereTheyAre() {
        write(SpanRow.of(trace(1), span(1), "api", "a", at(1)).failed("x").with("error.type", "500"),
                SpanRow.of(trace(2), span(2), "api", "a", at(3)).failed("y").with("error.type", "500"),
                SpanRow.of(trace(3), span(3), "api", "a", at(2)).failed("z").with("error.type", "500"),
                SpanRow.of(trace(4), span(4), "api", "b", at(5)).failed("x").with("error.type", "500"),
                SpanRow.of(trace(5), span(5), "web", "a", at(6)).failed("x"),
                SpanRow.of(trace(6), span(6), "web", "a", at(7)).failed("x"),
                SpanRow.of(trace(7), span(7), "web", "a", at(8)).with("error.type", "500"),
                SpanRow.of(trace(8), span(8), "api", "a", at(-8)).failed("x").with("error.type", "500"));
        assertThat(store.traces().failures(HOUR, SearchQuery.ALL, 10)).containsExactly(new FailedSpans("500", "api", "a", 3, at(1), at(3)),
                new FailedSpans("", "web", "a", 2, at(6), at(7)), new FailedSpans("500", "api", "b", 1, at(5), at(5)));
        assertThat(store.traces().failures(HOUR, query("service:api"), 1)).containsExactly(new FailedSpans("500", "api", "a", 3, at(1), at(3)));
        assertThat(store.traces().failures(HOUR, query("service:db"), 10)).isEmpty();
    }

    private List<TraceSummary> search(String text, TraceOrder order) {
        return store.traces().search(HOUR, query(text), order, 50);
    }

    private static List<String> ids(List<TraceSummary> traces) {
        return traces.stream().map(TraceSummary::traceId).toList();
    }
}
