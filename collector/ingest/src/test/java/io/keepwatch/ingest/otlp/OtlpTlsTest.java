package io.keepwatch.ingest.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.settings.Settings.Tls;
import io.keepwatch.telemetry.memory.InMemoryTelemetryStore;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OtlpTlsTest {

    @TempDir
    private Path folder;

    @Test
    void both_transports_speak_tls_with_the_certificate_of_the_settings() throws Exception {
        Tls tls = LocalhostCertificate.in(folder);
        byte[] trusted = Files.readAllBytes(tls.certificate());
        var store = new InMemoryTelemetryStore();
        try (var servers = new OtlpServers(store, OtlpServers.limits(), "s3cret", tls, Duration.ofSeconds(30))) {
            String grpc = send(OtlpGrpcSpanExporter.builder().setEndpoint("https://localhost:" + servers.grpcPort())
                    .setTrustedCertificates(trusted).addHeader("Authorization", "Bearer s3cret").build());
            String http = send(OtlpHttpSpanExporter.builder().setEndpoint("https://localhost:" + servers.httpPort() + "/v1/traces")
                    .setTrustedCertificates(trusted).addHeader("Authorization", "Bearer s3cret").build());
            assertThat(store.traces().trace(grpc)).isPresent();
            assertThat(store.traces().trace(http)).isPresent();
        }
    }

    private static String send(SpanExporter exporter) {
        try (var tracing = SdkTracerProvider.builder().addSpanProcessor(SimpleSpanProcessor.create(exporter)).build()) {
            var span = tracing.get("test").spanBuilder("over TLS").startSpan();
            span.end();
            assertThat(tracing.forceFlush().join(20, TimeUnit.SECONDS).isSuccess()).isTrue();
            return span.getSpanContext().getTraceId();
        }
    }
}
