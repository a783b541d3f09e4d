package io.keepwatch.e2e;

import static io.keepwatch.e2e.RunningKeepwatch.ADMIN_PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Debian's amtool signs in and reads the product's routes; and the product's test sample comes out of a notifier.
@ExtendWith(KeepwatchWithDemo.class)
class AmtoolOnProductTest {

    private final RunningKeepwatch keepwatch;

    AmtoolOnProductTest(RunningKeepwatch keepwatch) {
        this.keepwatch = keepwatch;
    }

    private record Said(int status, String words) {}

    @Test
    void amtool_sees_where_alerts_go_once_it_has_signed_in() throws IOException, InterruptedException {
        String user = "admin:" + URLEncoder.encode(ADMIN_PASSWORD, StandardCharsets.UTF_8).replace("+", "%20") + "@";

        await("the demo's inbox").atMost(Duration.ofSeconds(60))
                .until(() -> amtool(user, "config", "routes", "test", "severity=critical").equals(new Said(0, "demo-inbox\n")));
        assertThat(amtool(user, "alert", "query", "alertname=KeepwatchWatchdog").words()).doesNotContain("active");
        assertThat(amtool("", "alert", "query").status()).as("without a password").isNotZero();
    }

    @Test
    void a_test_sample_arrives() throws IOException, InterruptedException {
        await("sample").atMost(Duration.ofMinutes(5)).pollInterval(Duration.ofSeconds(2)).until(() ->
                metrics().lines().anyMatch(line -> line.matches("keepwatch_watchdog_arrival_timestamp_seconds(\\{.*})? [1-9].*")));
    }

    private String metrics() throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(URI.create(keepwatch.url("/metrics"))).header("Accept", "text/plain").build(), BodyHandlers.ofString())
                    .body();
        }
    }

    /// @param user with the password, or empty
    private Said amtool(String user, String... arguments) throws IOException, InterruptedException {
        var words = new ArrayList<>(List.of("amtool", "--alertmanager.url=" + keepwatch.url("/").replace("://", "://" + user)));
        words.addAll(List.of(arguments));
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        try (var out = process.getInputStream()) {
            String text = new String(out.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return new Said(process.exitValue(), text);
        }
    }
}
