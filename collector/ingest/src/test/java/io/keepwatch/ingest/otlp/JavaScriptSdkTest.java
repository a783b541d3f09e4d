package io.keepwatch.ingest.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.clickhouse.ClickHouse;
import io.keepwatch.clickhouse.EmbeddedClickHouseExtension;
import io.keepwatch.clickhouse.writing.TestStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The OpenTelemetry JavaScript SDK as it comes from npm, in a process of its own, into a real ClickHouse.
@ExtendWith(EmbeddedClickHouseExtension.class)
class JavaScriptSdkTest {

    private TestStore store;
    private OtlpServers servers;

    @BeforeEach
    void start(ClickHouse clickhouse) throws InterruptedException {
        store = new TestStore(clickhouse);
        servers = new OtlpServers(store.writer());
    }

    @AfterEach
    void stop() {
        servers.close();
        store.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"grpc", "http/protobuf", "http/json"})
    void what_it_sends_is_in_the_tables(String protocol) throws Exception {
        int port = protocol.equals("grpc") ? servers.grpcPort() : servers.httpPort();
        String traceId = send(protocol, "http://127.0.0.1:" + port);

        assertThat(store.texts("""
                SELECT concat_ws('|', SpanName, SpanKind, ServiceName, StatusCode, StatusMessage, SpanAttributes['http.route'], SpanAttributes['sizes'],
                    arrayStringConcat(Events.Name, ',')) FROM otel_traces WHERE TraceId = '%s' ORDER BY SpanName""".formatted(traceId)))
                .containsExactly("GET /quotes|Server|js-client|Unset||/quotes|[1,2]|", "SELECT|Client|js-client|Error|no rows|||exception");
        assertThat(store.number("""
                SELECT count() FROM otel_traces AS child JOIN otel_traces AS parent ON child.ParentSpanId = parent.SpanId
                WHERE child.TraceId = '%s' AND parent.TraceId = child.TraceId""".formatted(traceId))).isOne();
        assertThat(store.text("""
                SELECT concat_ws('|', Body, SeverityText, toString(SeverityNumber), ServiceName) FROM otel_logs WHERE TraceId = '%s'""".formatted(traceId)))
                .isEqualTo("{\"count\":3,\"text\":\"no quotes today\"}|WARN|13|js-client");
        assertThat(samples("quotes_served_total")).containsExactly("|short|3");
        assertThat(samples("http_server_request_duration_seconds_bucket")).contains("0||0", "5||1", "+Inf||1");
        assertThat(samples("http_server_request_duration_seconds_sum")).containsExactly("||0.25");
        assertThat(samples("exponential_count")).containsExactly("||1");
        assertThat(samples("exponential_bucket")).contains("+Inf||1").hasSize(3);
    }

    private List<String> samples(String name) {
        return store.texts("""
                SELECT DISTINCT concat_ws('|', labels['le'], labels['kind'], toString(value))
                FROM metric_samples JOIN metric_series USING (metric, fingerprint) WHERE metric = '%s'""".formatted(name));
    }

    private static String send(String protocol, String endpoint) throws IOException, InterruptedException {
        Path script = Path.of("src/test/js/sender.js").toAbsolutePath();
        Process node = new ProcessBuilder("node", script.toString(), protocol, endpoint).redirectErrorStream(true).start();
        try {
            String output = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            assertThat(node.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(node.exitValue()).as(output).isZero();
            assertThat(output).as("the trace id and no complaint").matches("[0-9a-f]{32}");
            return output;
        } finally {
            node.destroyForcibly();
        }
    }
}
