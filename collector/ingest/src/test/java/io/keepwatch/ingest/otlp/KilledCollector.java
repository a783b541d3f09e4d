package io.keepwatch.ingest.otlp;

import io.keepwatch.clickhouse.ClickHouseClient;
import io.keepwatch.clickhouse.embedded.EmbeddedClickHouse;
import io.keepwatch.clickhouse.schema.TelemetrySchema;
import io.keepwatch.clickhouse.writing.ClickHouseTelemetryWriter;
import io.keepwatch.ingest.IngestLimits;
import io.keepwatch.ingest.IngestMetrics;
import io.keepwatch.ingest.IngestPipeline;
import io.keepwatch.observability.OwnCollector;
import io.keepwatch.observability.SelfMarker;
import io.keepwatch.process.ChildProcesses;
import io.keepwatch.settings.BoundPorts;
import io.keepwatch.settings.Settings.Network;
import io.keepwatch.settings.Settings.ProcessRole;
import io.opentelemetry.api.OpenTelemetry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Set;

/// The collector's part of Keepwatch as a process of its own: the engine, the store, the receivers, and nothing else.
final class KilledCollector {

    private KilledCollector() {}

    /// Arguments: data directory, gRPC port, HTTP port.
    public static void main(String[] arguments) throws InterruptedException {
        Path home = Path.of(arguments[0]);
        var children = new ChildProcesses(home.resolve("run"));
        children.sweep();
        var clickhouse = new EmbeddedClickHouse(children, home.resolve("clickhouse"), Clock.systemUTC());
        clickhouse.start();
        var client = new ClickHouseClient(clickhouse);
        var schema = new TelemetrySchema(clickhouse, client, () -> OtlpServers.RETENTION);
        var limits = IngestLimits.forHeap(Runtime.getRuntime().maxMemory());
        var self = new SelfMarker();
        var pipeline = new IngestPipeline(
                new ClickHouseTelemetryWriter(client, schema), limits, new IngestMetrics(new PrometheusRegistry()), OpenTelemetry.noop(), self);
        var decoder = new OtlpDecoder(limits, new RecordCheck(Clock.systemUTC(), () -> OtlpServers.RETENTION, limits));
        var network = new Network("127.0.0.1", 0, Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]), null, null, false);
        var receivers = new OtlpReceivers(
                network, new BoundPorts(Set.of(ProcessRole.COLLECTOR)), new OtlpIntake(pipeline, decoder, new BearerToken(null), self), new OwnCollector(null));
        receivers.start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            receivers.stop();
            schema.close();
            client.close();
            clickhouse.close();
            children.close();
        }));
        Thread.currentThread().join();
    }
}
