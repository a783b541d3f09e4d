package io.keepwatch.ingest.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.github.luben.zstd.Zstd;
import io.keepwatch.ingest.IngestResult;
import io.keepwatch.ingest.UnreadableDeliveryException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class EncodingTest {

    private static final int LIMIT = 1 << 20;

    @ParameterizedTest
    @EnumSource(value = Encoding.class, mode = Mode.EXCLUDE, names = "NONE")
    void bytes_of_exactly_the_limit_are_unpacked_and_one_more_is_too_large(Encoding encoding) throws Exception {
        assertThat(encoding.unpack(pack(encoding, new byte[LIMIT]), LIMIT, _ -> {})).hasSize(LIMIT);
        assertThatThrownBy(() -> encoding.unpack(pack(encoding, new byte[LIMIT + 1]), LIMIT, _ -> {}))
                .asInstanceOf(type(UnreadableDeliveryException.class))
                .extracting(UnreadableDeliveryException::answer).isInstanceOf(IngestResult.TooLarge.class);
    }

    @ParameterizedTest
    @EnumSource(value = Encoding.class, mode = Mode.EXCLUDE, names = "NONE")
    void a_bomb_takes_no_more_memory_than_the_limit(Encoding encoding) throws IOException {
        var taken = new AtomicLong();
        byte[] bomb = pack(encoding, new byte[300 * LIMIT]);
        assertThatThrownBy(() -> encoding.unpack(bomb, LIMIT, taken::addAndGet)).isInstanceOf(UnreadableDeliveryException.class);
        assertThat(taken.get()).isBetween(1L, 2L * LIMIT);
    }

    @ParameterizedTest
    @EnumSource(value = Encoding.class, mode = Mode.EXCLUDE, names = "NONE")
    void damaged_bytes_are_refused(Encoding encoding) throws IOException {
        byte[] packed = pack(encoding, "a text that is long enough to be worth it".repeat(20).getBytes());
        assertThatThrownBy(() -> encoding.unpack(Arrays.copyOf(packed, packed.length / 2), LIMIT, _ -> {}))
                .hasMessageContaining("Cannot decompress the body as " + encoding.word());
        assertThatThrownBy(() -> encoding.unpack(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}, LIMIT, _ -> {}))
                .hasMessageContaining("Cannot decompress the body as " + encoding.word());
    }

    @Test
    void encodings_are_told_by_their_first_bytes() throws IOException {
        for (Encoding encoding : Encoding.values()) {
            assertThat(Encoding.detect(pack(encoding, new byte[] {10, 1, 0}))).isEqualTo(encoding);
        }
        assertThat(Encoding.detect(new byte[0])).isEqualTo(Encoding.NONE);
    }

    private static byte[] pack(Encoding encoding, byte[] bytes) throws IOException {
        return switch (encoding) {
            case NONE -> bytes;
            case ZSTD -> Zstd.compress(bytes);
            case GZIP -> {
                var out = new ByteArrayOutputStream();
                try (var gzip = new GZIPOutputStream(out)) {
                    gzip.write(bytes);
                }
                yield out.toByteArray();
            }
        };
    }
}
