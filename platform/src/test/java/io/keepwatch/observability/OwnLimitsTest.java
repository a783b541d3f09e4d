package io.keepwatch.observability;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.settings.Settings;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnLimitsTest {

    private static final Instant SHORT_ENDS = Instant.parse("2030-01-01T20:55:14Z");
    private static final String SHORT = """
            -----BEGIN CERTIFICATE-----
            MIIBfTCCASOgAwIBAgIUb1/WduyBquXcyBKdBPuXTS3xpy0wCgYIKoZIzj0EAwIw
            FDESMBAGA1UEAwwJbG9jYWxob3N0MB4XDTI2MTEyMTIwNTUxNFoXDTMwMDEwMTIw
            NTUxNFowFDESMBAGA1UEAwwJbG9jYWxob3N0MFkwEwYHKoZIzj0CAQYIKoZIzj0D
            AQcDQgAEM5YRPJAGLM6K9WwhxDmZepkviELIyd7rJiIZpHE67UefnQf2DD5SZ8Qz
            taHIaRJxlFmDowUkjMjF3OYHYraLHqNTMFEwHQYDVR0OBBYEFIlmHcAMrrNBihXk
            ZUXgY9N9vrfoMB8GA1UdIwQYMBaAFIlmHcAMrrNBihXkZUXgY9N9vrfoMA8GA1Ud
            EwEB/wQFMAMBAf8wCgYIKoZIzj0EAwIDSAAwRQIhAMKcK37jErW4DmO7Jx8KHIfM
            +ZsM8wpQ0eV8lic6xDRZAiA++sMWZp9DxL84h0Ar4XukQe49lQoiUuFvK7UiZYC+
            EQ==
            -----END CERTIFICATE-----
            """;
    /// Ends in 2040.
    private static final String LONG = """
            -----BEGIN CERTIFICATE-----
            MIIBfDCCASOgAwIBAgIUFwfgiiE+K2t2aTVfkoYLGh1I/yowCgYIKoZIzj0EAwIw
            FDESMBAGA1UEAwwJbG9jYWxob3N0MB4XDTI2MTEyMTIwNTUxNFoXDTQwMDEwMTIw
            NTUxNFowFDESMBAGA1UEAwwJbG9jYWxob3N0MFkwEwYHKoZIzj0CAQYIKoZIzj0D
            AQcDQgAEO7eNzCrmHpSflRUZM9yV8IY74wEbixPUutBzmxO6Q3FmOf5J5hHSrZbh
            WEWCJc/dh1SJUTwd07WAz6uVanNepKNTMFEwHQYDVR0OBBYEFLUCTApr1JxVaCSF
            DXNM8pY5elVOMB8GA1UdIwQYMBaAFLUCTApr1JxVaCSFDXNM8pY5elVOMA8GA1Ud
            EwEB/wQFMAMBAf8wCgYIKoZIzj0EAwIDRwAwRAIgFpPSOR2REQmAYleFHNyw3+U8
            N5HORzoDFlRwM6TeqEkCIBhufciQxeGHZnfcNWA3wbVl2BNTGMYi6qnS+TC7WNdX
            -----END CERTIFICATE-----
            """;

    @TempDir
    private Path folder;

    private final PrometheusRegistry registry = new PrometheusRegistry();

    @Test
    void tells_what_is_left_of_the_disk() {
        OwnLimits.registerDisk(folder, registry);

        assertThat(value("keepwatch_disk_free_bytes")).isPositive().isLessThanOrEqualTo(value("keepwatch_disk_size_bytes"));
    }

    @Test
    void a_disk_that_is_gone_has_no_figures() {
        OwnLimits.registerDisk(folder.resolve("gone"), registry);

        assertThat(registry.scrape().stream().flatMap(metric -> metric.getDataPoints().stream())).isEmpty();
    }

    @Test
    void tells_when_the_first_certificate_of_the_chain_ends() throws IOException {
        Path chain = Files.writeString(folder.resolve("chain.pem"), LONG + SHORT);

        OwnLimits.registerCertificate(new Settings.Tls(chain, chain), registry);

        assertThat(Instant.ofEpochSecond((long) value("keepwatch_tls_certificate_expiry_timestamp_seconds"))).isEqualTo(SHORT_ENDS);
    }

    private double value(String name) {
        return registry.scrape(name::equals).stream().map(GaugeSnapshot.class::cast)
                .flatMap(gauge -> gauge.getDataPoints().stream()).findFirst().orElseThrow().getValue();
    }
}
