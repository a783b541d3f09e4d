package io.keepwatch.ui.logs;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.telemetry.logs.LogPosition;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordKeyTest {

    @Test
    void is_read_as_it_was_written() {
        var position = new LogPosition(Instant.parse("2026-11-20T02:41:08.954000123Z"), -42);

        assertThat(RecordKey.parse(RecordKey.of(position))).contains(position);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "1.2-3", "1764000000.954000123-", "99999999999999.000000000-1", "1764000000.954000123-fffffffffffffffff"})
    void what_is_no_key_is_none(String text) {
        assertThat(RecordKey.parse(text)).isEmpty();
    }

    @Test
    void a_page_before_the_next_position_starts_with_the_record() {
        var last = new LogPosition(Instant.EPOCH, -1);

        assertThat(RecordKey.after(last)).isEqualTo(new LogPosition(Instant.EPOCH.plusNanos(1), 0));
        assertThat(RecordKey.after(new LogPosition(Instant.EPOCH, 7)).hash()).isEqualTo(8);
    }
}
