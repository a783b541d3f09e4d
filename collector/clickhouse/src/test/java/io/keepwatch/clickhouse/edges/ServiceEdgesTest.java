package io.keepwatch.clickhouse.edges;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.clickhouse.ClickHouse;
import io.keepwatch.clickhouse.EmbeddedClickHouseExtension;
import io.keepwatch.clickhouse.writing.TestStore;
import io.keepwatch.telemetry.batch.SpanBatch;
import io.keepwatch.telemetry.batch.TestBatches;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(EmbeddedClickHouseExtension.class)
class ServiceEdgesTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    /// Long enough ago that no span is awaited for these minutes any more.
    private final Instant minute = Instant.now().truncatedTo(ChronoUnit.MINUTES).minus(10, ChronoUnit.MINUTES);

    private TestStore store;
    private ServiceEdges edges;

    @BeforeEach
    void open(ClickHouse clickhouse) throws InterruptedException {
        store = new TestStore(clickhouse);
        edges = new ServiceEdges(store.client(), store.schema());
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void aCallIsFoundThoughItsSpansComeApartInEitherOrderAndInDifferentMinutes() {
        write(58, "a1", "", "web", "Client", "Unset", Map.of("server.address", "api.example.org"));
        assertThat(edges()).containsExactly("web EXTERNAL api.example.org: 1 calls, 0 errors");

        write(61, "b1", "a1", "api", "Server", "Unset", Map.of());
        assertThat(edges()).containsExactly("web SERVICE api: 1 calls, 0 errors");

        write(62, "b2", "a2", "api", "Server", "Unset", Map.of());
        edges.compute(LONG);
        write(59, "a2", "", "web", "Client", "Error", Map.of());
        assertThat(edges()).containsExactly("web SERVICE api: 2 calls, 1 errors");
    }

    @Test
    void aSpanThatWasStoredTwiceIsOneCall() {
        for (int i = 0; i < 2; i++) {
            write(1, "a1", "", "web", "Client", "Unset", Map.of());
            write(2, "b1", "a1", "api", "Server", "Unset", Map.of());
        }

        assertThat(edges()).containsExactly("web SERVICE api: 1 calls, 0 errors");
    }

    @Test
    void databasesAndBrokersAreNamedByOldAndNewConventions() {
        write(1, "a1", "", "api", "Client", "Unset", Map.of("db.system.name", "postgresql", "db.namespace", "quotes", "server.address", "db"));
        write(1, "a2", "", "api", "Client", "Error", Map.of("db.system", "postgresql", "db.name", "quotes"));
        write(1, "a3", "", "api", "Client", "Unset", Map.of("db.system", "redis", "server.address", "cache"));
        write(1, "a4", "", "api", "Producer", "Unset", Map.of("messaging.system", "kafka", "messaging.destination.name", "orders"));

        assertThat(edges()).containsExactly(
                "api DATABASE postgresql quotes: 2 calls, 1 errors",
                "api DATABASE redis cache: 1 calls, 0 errors",
                "api MESSAGING kafka orders: 1 calls, 0 errors");
    }

    @Test
    void workWithinAServiceIsNoEdge() {
        write(1, "a1", "", "api", "Client", "Unset", Map.of("server.address", "self"));
        write(1, "a2", "a1", "api", "Server", "Unset", Map.of());
        write(1, "a3", "a2", "api", "Internal", "Unset", Map.of());

        assertThat(edges()).isEmpty();
    }

    @Test
    void aCallWithoutItsClientSpanCountsAsTheCalleeSawIt() {
        write(1, "a1", "", "web", "Server", "Unset", Map.of());
        write(1, "a2", "a1", "api", "Server", "Error", Map.of());

        assertThat(edges()).containsExactly("web SERVICE api: 1 calls, 1 errors");
    }

    /// Two processes may compute at the same time, and a minute that nothing came into is not computed again.
    @Test
    void computingAgainChangesNothing() {
        write(1, "a1", "", "web", "Client", "Unset", Map.of());
        write(2, "b1", "a1", "api", "Server", "Unset", Map.of());
        var first = edges();
        new ServiceEdges(store.client(), store.schema(), Duration.ofHours(1)).compute(LONG);

        assertThat(edges()).isEqualTo(first);
        assertThat(new ServiceEdges(store.client(), store.schema(), Duration.ofSeconds(-5)).compute(LONG)).isZero();
    }

    @Test
    void aMinuteIsComputedAgainTogetherWithItsNeighbours() {
        long window = minute.getEpochSecond();
        store.client().execute("INSERT INTO span_windows VALUES (%d, now())".formatted(window));
        store.client().execute("""
                INSERT INTO service_edge_windows (window, computed_at)
                SELECT toDateTime(%d + 60 * number), now64(3) - 3600 FROM numbers(5)""".formatted(window - 120));

        assertThat(edges.compute(LONG)).isEqualTo(3);
    }

    @Test
    void keepsTheDurationsAsAHistogram() {
        write(1, "a1", "", "api", "Client", "Unset", Map.of("db.system", "redis"));

        edges.compute(LONG);

        // 1 ms: 2^(-40/4) s < 1 ms <= 2^(-39/4) s
        assertThat(store.text("SELECT bucket FROM service_edges")).isEqualTo("-40");
    }

    private List<String> edges() {
        edges.compute(LONG);
        return store.texts("""
                SELECT concat(source, ' ', target_kind, ' ', target, ': ', toString(sum(calls)), ' calls, ', toString(sum(errors)), ' errors')
                FROM service_edges GROUP BY source, target_kind, target ORDER BY source, target_kind, target""");
    }

    private void write(int second, String spanId, String parent, String service, String kind, String status, Map<String, String> attributes) {
        var batch = new SpanBatch();
        TestBatches.span(batch, minute.plusSeconds(second).getEpochSecond() * 1_000_000_000,
                "0af7651916cd43dd8448eb211c80319c", spanId, parent, service, kind, "operation", status, 1_000_000, attributes);
        store.writer().write(batch);
    }
}
