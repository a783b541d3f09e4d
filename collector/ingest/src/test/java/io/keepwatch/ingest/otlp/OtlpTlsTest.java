package io.keepwatch.ingest.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.settings.Settings.Tls;
import io.keepwatch.telemetry.memory.InMemoryTelemetryStore;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OtlpTlsTest {

    private static final String PASSWORD = "changeit";

    @TempDir
    private Path folder;

    @Test
    void both_transports_speak_tls_with_the_certificate_of_the_settings() throws Exception {
        Tls tls = certificate();
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

    /// A certificate for localhost, made by the JDK's keytool.
    private Tls certificate() throws IOException, InterruptedException, GeneralSecurityException {
        Path store = folder.resolve("store.p12");
        Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair", "-alias", "otlp", "-keyalg", "EC", "-dname", "CN=localhost", "-ext", "san=dns:localhost", "-validity", "2",
                "-keystore", store.toString(), "-storetype", "PKCS12", "-storepass", PASSWORD)
                .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
        Path certificate = pem("CERTIFICATE", keys.getCertificate("otlp").getEncoded());
        return new Tls(certificate, pem("PRIVATE KEY", keys.getKey("otlp", PASSWORD.toCharArray()).getEncoded()));
    }

    private Path pem(String kind, byte[] der) throws IOException {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return Files.writeString(folder.resolve(kind + ".pem"), "-----BEGIN %s-----%n%s%n-----END %s-----%n".formatted(kind, body, kind));
    }
}
