package io.keepwatch.ingest.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.keepwatch.observability.OwnCollector;
import io.keepwatch.settings.BoundPorts;
import io.keepwatch.settings.ConfigurationFile;
import io.keepwatch.settings.DataDirectory;
import io.keepwatch.settings.Settings;
import io.keepwatch.settings.SettingsLoader;
import io.keepwatch.telemetry.batch.TelemetryWriter;
import io.keepwatch.telemetry.memory.InMemoryTelemetryStore;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.ComponentScan;

/// Our own telemetry arrives although the receivers' certificate does not name the loopback address.
class OwnTelemetryOverTlsTest {

    @ComponentScan("io.keepwatch.observability")
    static class Observability {}

    @TempDir
    private Path folder;

    @Test
    void arrives_by_a_door_that_is_shut_to_others() throws Exception {
        Settings.Tls tls = LocalhostCertificate.in(folder);
        Settings settings = SettingsLoader.load(Map.of(
                "KEEPWATCH_HOME", folder.resolve("data").toString(),
                "KEEPWATCH_OTLP_GRPC_PORT", "0", "KEEPWATCH_OTLP_HTTP_PORT", "0", "KEEPWATCH_OTLP_TOKEN", "sesame",
                "KEEPWATCH_TLS_CERT", tls.certificate().toString(), "KEEPWATCH_TLS_KEY", tls.key().toString()));
        var store = new InMemoryTelemetryStore();
        application(settings, store).run(context -> {
            var span = context.getBean(OpenTelemetry.class).getTracer("test").spanBuilder("own work").startSpan();
            span.end();
            await().atMost(Duration.ofSeconds(30)).until(() -> store.traces().trace(span.getSpanContext().getTraceId()).isPresent());

            URI door = context.getBean(OwnCollector.class).endpoint().join();
            assertThat(door.getHost()).isEqualTo("127.0.0.1");
            var channel = NettyChannelBuilder.forAddress("127.0.0.1", door.getPort()).usePlaintext().build();
            try {
                var stranger = TraceServiceGrpc.newBlockingStub(channel);
                assertThatThrownBy(() -> stranger.export(ExportTraceServiceRequest.getDefaultInstance())).hasMessageContaining("UNAUTHENTICATED");
            } finally {
                channel.shutdownNow();
            }
        });
    }

    private ApplicationContextRunner application(Settings settings, InMemoryTelemetryStore store) {
        var clock = Clock.systemUTC();
        return new ApplicationContextRunner()
                .withUserConfiguration(OtlpConfiguration.class, Observability.class)
                .withBean(Settings.class, () -> settings)
                .withBean(DataDirectory.class, () -> DataDirectory.open(settings.home()))
                .withBean(BoundPorts.class, () -> new BoundPorts(Set.of(Settings.ProcessRole.COLLECTOR)))
                .withBean(ConfigurationFile.class, () -> new ConfigurationFile(
                        folder.resolve("keepwatch.yaml"), List.of(Settings.Retention.SECTION), Map.of(), clock))
                .withBean(Clock.class, () -> clock)
                .withBean(TelemetryWriter.class, () -> store);
    }
}
