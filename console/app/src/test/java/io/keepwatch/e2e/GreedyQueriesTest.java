package io.keepwatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Queries that ask for everything, all at once: they are answered or refused, and harm nobody beside them.
@WithDemo
class GreedyQueriesTest {

    private static final List<String> GREEDY = List.of(
            "{__name__=~\".+\"}",
            "sum_over_time(sum_over_time({__name__=~\".+\"}[1y:1m])[1y:1m])",
            "{__name__=~\".+\"} * on (" + labels() + ") group_left {__name__=~\".+\"}",
            "quantile_over_time(0.5, (max_over_time({__name__=~\".+\"}[1h:1s]))[1d:1s])");

    private final RunningKeepwatch keepwatch;

    GreedyQueriesTest(RunningKeepwatch keepwatch) {
        this.keepwatch = keepwatch;
    }

    @Test
    void a_hundred_at_once_end_and_health_and_ingest_go_on_meanwhile() {
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<HttpResponse<String>>> asked = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                String query = GREEDY.get(i % GREEDY.size());
                asked.add(callers.submit(() -> keepwatch.get(range(query))));
            }
            long stored = spans();
            boolean moreStored = false;
            while (!moreStored || asked.stream().anyMatch(one -> !one.isDone())) {
                assertThat(keepwatch.get("/actuator/health/liveness").statusCode()).isEqualTo(200);
                moreStored |= spans() > stored;
            }
            assertThat(asked).extracting(one -> one.resultNow().statusCode()).isSubsetOf(200, 422, 503);
        }
        assertThat(keepwatch.get("/api/v1/query?query=1%2B1").statusCode()).isEqualTo(200);
    }

    private long spans() {
        return Long.parseLong(keepwatch.sql("SELECT count() FROM otel_traces FORMAT TabSeparated").strip());
    }

    private static String range(String query) {
        long now = Instant.now().getEpochSecond();
        return "/api/v1/query_range?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8) + "&start=" + (now - 3600) + "&end=" + now
                + "&step=15&timeout=5s";
    }

    private static String labels() {
        return IntStream.range(0, 50).mapToObj(i -> "label" + i).collect(Collectors.joining(", "));
    }
}
