package io.keepwatch.quotes.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.keepwatch.quotes.PostgresForTests;
import io.keepwatch.quotes.TelemetryForTests;
import io.keepwatch.quotes.api.QuotesServer;
import io.keepwatch.quotes.program.Environment;
import io.keepwatch.quotes.words.Phrases;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class VisitorsTest {

    private final TelemetryForTests seen = new TelemetryForTests();

    @Test
    void everyPageIsATraceFromTheVisitorToTheDatabase() throws Exception {
        var api = new TelemetryForTests();
        try (var server = QuotesServer.start(new Environment(Map.of(
                        "QUOTES_DB_URL", PostgresForTests.freshDatabase(), "QUOTES_DB_USER", "postgres", "QUOTES_DB_PASSWORD", "none")),
                        api.telemetry);
                var _ = Visitors.start(new Environment(Map.of(
                        "QUOTES_API_URL", "http://127.0.0.1:" + server.port(), "QUOTES_VISITS_PER_SECOND", "100")), seen.telemetry)) {
            await().untilAsserted(() -> assertThat(seen.spans.getFinishedSpanItems())
                    .filteredOn(span -> span.getKind() == SpanKind.SERVER && status(span) > 0 && status(span) < 300)
                    .extracting(SpanData::getName)
                    .contains("GET /", "GET /quote/{id}", "GET /author/{id}", "GET /search", "POST /quote", "POST /quote/{id}/like"));
            SpanData call = await().until(() -> seen.spans.getFinishedSpanItems().stream()
                    .filter(span -> span.getName().equals("POST /quotes")).findFirst(), Optional::isPresent).orElseThrow();
            assertThat(call.getKind()).isEqualTo(SpanKind.CLIENT);
            await().untilAsserted(() -> assertThat(api.spans.getFinishedSpanItems())
                    .anySatisfy(span -> {
                        assertThat(span.getParentSpanId()).isEqualTo(call.getSpanId());
                        assertThat(span.getTraceId()).isEqualTo(call.getTraceId());
                        assertThat(span.getName()).isEqualTo("POST /quotes");
                    }));
        }
    }

    @Test
    void visitorsGoOnComingWhenTheServiceIsDown() {
        var site = new Site(new QuotesApi(URI.create("http://127.0.0.1:1"), seen.telemetry), Phrases.load(), seen.telemetry);
        site.visit(Page.SEARCH, new Random(1));

        SpanData page = seen.spans.getFinishedSpanItems().stream().filter(span -> span.getKind() == SpanKind.SERVER).findFirst().orElseThrow();
        assertThat(status(page)).isEqualTo(502);
        assertThat(page.getStatus().getDescription()).contains("java.net.ConnectException");
        assertThat(seen.logs.getFinishedLogRecordItems()).singleElement()
                .satisfies(log -> assertThat(log.getSpanContext().getTraceId()).isEqualTo(page.getTraceId()));
    }

    @Test
    void thePagesMakeAHundredAndTheTideStaysInItsBanks() {
        assertThat(IntStream.range(0, 100).mapToObj(Page::at)).filteredOn(Page.SEARCH::equals).hasSize(Page.SEARCH.share);
        var tide = new Tide(30, new Random(7));
        var noon = Instant.parse("2026-11-21T15:00:00Z");
        assertThat(tide.rateAt(noon)).isGreaterThan(tide.rateAt(noon.plusSeconds(12 * 3_600)));
        double mean = IntStream.range(0, 5_000).mapToDouble(_ -> tide.gap(noon)).average().orElseThrow();
        assertThat(1 / mean).isCloseTo(tide.rateAt(noon), within(15.0)).isBetween(10.0, 60.0);
    }

    private static long status(SpanData span) {
        Long status = span.getAttributes().get(AttributeKey.longKey("http.response.status_code"));
        return status == null ? 0 : status;
    }
}
