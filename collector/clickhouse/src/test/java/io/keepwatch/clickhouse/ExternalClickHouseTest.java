package io.keepwatch.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.keepwatch.clickhouse.ClickHouse.State;
import io.keepwatch.settings.Secret;
import io.keepwatch.settings.Settings;
import io.keepwatch.telemetry.StoreUnavailableException;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// An engine that is not ours to start or stop, reached by its URL.
@ExtendWith(EmbeddedClickHouseExtension.class)
class ExternalClickHouseTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ClickHouseEndpoint server;
    private final TcpForwarder network = new TcpForwarder();
    private ExternalClickHouse external;

    ExternalClickHouseTest(ClickHouse clickhouse) throws Exception {
        this.server = clickhouse.current();
    }

    @BeforeEach
    void connect() throws Exception {
        network.open(server.url().getPort());
    }

    @AfterEach
    void stop() throws Exception {
        external.close();
        network.close();
    }

    @Test
    void theServerOfTheUrlIsUsedAndItsDatabaseCreated() throws Exception {
        watch("http://127.0.0.1:" + network.port() + "/external_telemetry", server.writer().password());
        assertThat(external.awaitUp(PATIENCE)).isTrue();

        try (var client = new ClickHouseClient(external)) {
            client.execute("CREATE TABLE rows (id UInt64) ENGINE = MergeTree ORDER BY id");
            client.insert("INSERT INTO rows FORMAT TSV", ByteBuffer.wrap("1\n2\n".getBytes()), Map.of());
            assertThat(count(client, "SELECT count() FROM external_telemetry.rows")).isEqualTo(2);
            try (var reader = client.readOnly()) {
                assertThat(count(reader, "SELECT count() FROM rows")).isEqualTo(2);
                assertThatThrownBy(() -> reader.execute("DROP TABLE rows")).isInstanceOf(ClickHouseException.class);
                assertThatThrownBy(() -> reader.execute("SET readonly = 0")).isInstanceOf(ClickHouseException.class);
            }
            client.execute("DROP DATABASE external_telemetry SYNC");
        }
    }

    @Test
    void aServerThatIsAwayIsDownUntilItAnswers() throws Exception {
        network.shut();
        var registry = new PrometheusRegistry();
        watch("http://127.0.0.1:" + network.port() + "/" + server.database(), server.writer().password());
        new ClickHouseMetrics(external, registry);
        try (var client = new ClickHouseClient(external)) {
            for (int round = 0; round < 2; round++) {
                await().atMost(PATIENCE).until(() -> external.state() instanceof State.Down);
                assertThat(((State.Down) external.state()).reason()).contains("KEEPWATCH_CLICKHOUSE_URL");
                assertThatThrownBy(() -> client.execute("SELECT 1")).isInstanceOf(StoreUnavailableException.class);
                assertThatThrownBy(() -> count(client, "SELECT 1")).isInstanceOf(StoreUnavailableException.class);

                network.open(server.url().getPort());
                assertThat(external.awaitUp(PATIENCE)).isTrue();
                assertThat(count(client, "SELECT 1")).isEqualTo(1);

                network.shut();
                assertThatThrownBy(() -> client.execute("SELECT 1")).isInstanceOf(StoreUnavailableException.class);
                assertThatThrownBy(() -> count(client, "SELECT 1")).isInstanceOf(StoreUnavailableException.class);
            }
        }
        await().atMost(PATIENCE).until(() -> external.state() instanceof State.Down);
        assertThat(registry.scrape().stream().map(metric -> metric.getMetadata().getName()))
                .contains("keepwatch_clickhouse_up", "keepwatch_clickhouse_outages");
    }

    @Test
    void aWrongPasswordIsToldAndNotShown() {
        watch("http://127.0.0.1:" + network.port(), Secret.of("wrong-password"));
        await().atMost(PATIENCE).until(() -> external.state() instanceof State.Down);

        assertThat(((State.Down) external.state()).reason()).contains("Authentication failed").doesNotContain("wrong-password");
    }

    @Test
    void bodiesAreCompressedOnTheirWayToAnotherMachine() throws Exception {
        // the one address that leads to this machine and does not look like it
        watch("http://0.0.0.0:" + network.port() + "/" + server.database(), server.writer().password());
        assertThat(external.awaitUp(PATIENCE)).isTrue();
        long before = network.bytesSent();
        byte[] rows = "the same word again\n".repeat(50_000).getBytes(StandardCharsets.UTF_8);

        try (var client = new ClickHouseClient(external)) {
            client.execute("CREATE TABLE words (word String) ENGINE = MergeTree ORDER BY word");
            client.insert("INSERT INTO words FORMAT TSV", ByteBuffer.wrap(rows), Map.of());
            assertThat(count(client, "SELECT count() FROM words")).isEqualTo(50_000);
        }

        assertThat(network.bytesSent() - before).isLessThan(rows.length / 10);
    }

    @Test
    void pathOrParameterNameTheDatabase() {
        watch("http://localhost/", Secret.of(""));

        assertThat(endpoint("http://db.example:9000")).isEqualTo("http://db.example:9000 keepwatch");
        assertThat(endpoint("http://db.example/otel")).isEqualTo("http://db.example:8123 otel");
        assertThat(endpoint("https://db.example/?database=otel")).isEqualTo("https://db.example:8443 otel");
        assertThat(endpoint("http://[::1]:8123/")).isEqualTo("http://[::1]:8123 keepwatch");
    }

    private void watch(String url, Secret password) {
        external = new ExternalClickHouse(
                new Settings.ClickHouse(URI.create(url), server.writer().user(), password), Clock.systemUTC());
        external.start();
    }

    private static String endpoint(String url) {
        var endpoint = ExternalClickHouse.endpoint(new Settings.ClickHouse(URI.create(url), "default", null));
        return endpoint.url() + " " + endpoint.database();
    }

    private static long count(ClickHouseClient client, String sql) {
        return client.query(connection -> {
            try (var statement = connection.createStatement(); var rows = statement.executeQuery(sql)) {
                rows.next();
                return rows.getLong(1);
            }
        });
    }
}
