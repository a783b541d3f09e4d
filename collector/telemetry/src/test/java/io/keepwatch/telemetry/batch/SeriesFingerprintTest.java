package io.keepwatch.telemetry.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SeriesFingerprintTest {

    /// Stored rows carry these numbers. When this test fails, the product is wrong, not the test.
    @Test
    void neverChanges() {
        var labels = new TreeMap<String, String>();
        labels.put("job", "quotes");
        labels.put("instance", "a:1");

        assertThat(SeriesFingerprint.of("up", labels)).isEqualTo(0x3AE29D07DE3B2FE3L);
    }

    /// The published test vectors of XXH64 for the seed 0.
    @Test
    void hashesAsXxHashPrescribes() {
        assertThat(hash("")).isEqualTo(0xEF46DB3751D8E999L);
        assertThat(hash("abc")).isEqualTo(0x44BC2CF5AD770999L);
        assertThat(hash("0123456789abcdef0123456789abcdef0123456789")).isEqualTo(Long.parseUnsignedLong("12061080447169366556"));
    }

    @Test
    void tellsWhereANameEndsAndItsValueBegins() {
        var one = new TreeMap<>(Map.of("a", "bc"));
        var other = new TreeMap<>(Map.of("ab", "c"));

        assertThat(SeriesFingerprint.of("m", one)).isNotEqualTo(SeriesFingerprint.of("m", other));
    }

    private static long hash(String text) {
        byte[] bytes = ("--" + text).getBytes(StandardCharsets.UTF_8);
        return XxHash64.hash(bytes, 2, bytes.length - 2);
    }
}
