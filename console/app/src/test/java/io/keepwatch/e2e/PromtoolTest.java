package io.keepwatch.e2e;

import static io.keepwatch.e2e.RunningKeepwatch.ADMIN_PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Debian's promtool reads the answers of our HTTP API: a client that is not ours, and that many scripts call.
@ExtendWith(KeepwatchWithDemo.class)
class PromtoolTest {

    private final RunningKeepwatch keepwatch;

    PromtoolTest(RunningKeepwatch keepwatch) {
        this.keepwatch = keepwatch;
    }

    private record Said(int status, String words) {}

    @Test
    void promtool_asks_for_values_labels_and_series() throws IOException, InterruptedException {
        await("own metrics").atMost(Duration.ofSeconds(120))
                .until(() -> promtool("instant", "", "count(keepwatch_clickhouse_up)").words().contains("=>"));

        assertThat(promtool("instant", "", "sum(vector(35)) + 7").words()).startsWith("{} => 42 @[");
        assertThat(promtool("instant", "", "scalar(vector(42))").words()).startsWith("scalar: 42 @[");
        assertThat(promtool("range", "--start=1000 --end=1060 --step=30s", "vector(time())").words())
                .isEqualTo("{} =>\n1000 @[1000]\n1030 @[1030]\n1060 @[1060]\n");
        assertThat(promtool("labels", "", "__name__").words().lines()).contains("keepwatch_clickhouse_up", "jvm_memory_used_bytes");
        assertThat(promtool("series", "--match=keepwatch_clickhouse_up", "").words()).startsWith("{__name__=\"keepwatch_clickhouse_up\"").contains("instance=");
    }

    @Test
    void promtool_tells_what_is_wrong_with_a_query() throws IOException, InterruptedException {
        Said said = promtool("instant", "", "sum(up");
        assertThat(said.status()).isNotZero();
        assertThat(said.words()).contains("1:7: parse error: unclosed left parenthesis");
    }

    /// @param options between blanks
    private Said promtool(String command, String options, String last) throws IOException, InterruptedException {
        var words = new ArrayList<>(List.of("promtool", "query", command));
        words.addAll(List.of(options.split(" ")));
        words.add(keepwatch.url("/").replace("://", "://admin:" + URLEncoder.encode(ADMIN_PASSWORD, StandardCharsets.UTF_8).replace("+", "%20") + "@"));
        words.add(last);
        words.removeIf(String::isEmpty);
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        try (var out = process.getInputStream()) {
            String text = new String(out.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return new Said(process.exitValue(), text);
        }
    }
}
