package io.keepwatch.ingest.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.observability.OwnCollector;
import io.keepwatch.observability.SelfMarker;
import io.keepwatch.settings.BoundPorts;
import io.keepwatch.settings.ConfigurationFile;
import io.keepwatch.settings.RunningPorts;
import io.keepwatch.settings.RunningPorts.Listener;
import io.keepwatch.settings.Settings;
import io.keepwatch.settings.Settings.ProcessRole;
import io.keepwatch.settings.SettingsLoader;
import io.keepwatch.settings.StartProblem;
import io.keepwatch.telemetry.batch.TelemetryWriter;
import io.keepwatch.telemetry.memory.InMemoryTelemetryStore;
import io.opentelemetry.api.OpenTelemetry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class OtlpConfigurationTest {

    @TempDir
    private Path home;

    @Test
    void the_receivers_start_and_stop_with_the_application() throws IOException {
        var ports = new int[2];
        application(Map.of()).run(context -> {
            RunningPorts running = bound(context.getBean(BoundPorts.class));
            ports[0] = running.port(Listener.OTLP_GRPC);
            ports[1] = running.port(Listener.OTLP_HTTP);
            for (int port : ports) {
                assertThat(isOpen(port)).isTrue();
            }
            assertThat(context.getBean(OtlpHealth.class).health().getStatus()).isEqualTo(Status.UP);
        });
        for (int port : ports) {
            assertThat(isOpen(port)).isFalse();
        }
    }

    @Test
    void a_process_without_the_collector_role_has_none() {
        application(Map.of()).withPropertyValues("keepwatch.roles=control")
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(OtlpReceivers.class));
    }

    @Test
    void a_port_in_use_stops_the_start_and_leaves_no_port_open() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress()); var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int grpcPort = free.getLocalPort();
            free.close();
            application(Map.of("KEEPWATCH_OTLP_GRPC_PORT", Integer.toString(grpcPort), "KEEPWATCH_OTLP_HTTP_PORT", Integer.toString(taken.getLocalPort())))
                    .run(context -> assertThat(context).getFailure().rootCause().isInstanceOf(StartProblem.class)
                            .hasMessageContaining("KEEPWATCH_OTLP_HTTP_PORT"));
            assertThat(isOpen(grpcPort)).isFalse();
        }
    }

    private ApplicationContextRunner application(Map<String, String> variables) {
        var environment = new HashMap<>(Map.of(
                "KEEPWATCH_HOME", home.toString(), "KEEPWATCH_OTLP_GRPC_PORT", "0", "KEEPWATCH_OTLP_HTTP_PORT", "0"));
        environment.putAll(variables);
        Settings settings = SettingsLoader.load(environment);
        var clock = Clock.systemUTC();
        return new ApplicationContextRunner()
                .withUserConfiguration(OtlpConfiguration.class)
                .withBean(Settings.class, () -> settings)
                .withBean(BoundPorts.class, () -> new BoundPorts(Set.of(ProcessRole.COLLECTOR)))
                .withBean(ConfigurationFile.class, () -> new ConfigurationFile(home.resolve("keepwatch.yaml"), List.of(Settings.Retention.SECTION), Map.of(), clock))
                .withBean(Clock.class, () -> clock)
                .withBean(TelemetryWriter.class, InMemoryTelemetryStore::new)
                .withBean(PrometheusRegistry.class, PrometheusRegistry::new)
                .withBean(OpenTelemetry.class, OpenTelemetry::noop)
                .withBean(SelfMarker.class, SelfMarker::new)
                .withBean(OwnCollector.class, () -> new OwnCollector(null));
    }

    private static RunningPorts bound(BoundPorts ports) {
        ports.bound(Listener.HTTP, 1); // the console's port is not ours
        return ports.all().join();
    }

    private static boolean isOpen(int port) throws IOException {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), 2000);
            return true;
        } catch (ConnectException refused) {
            return false;
        }
    }
}
