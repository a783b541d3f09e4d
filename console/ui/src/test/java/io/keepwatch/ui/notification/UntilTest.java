package io.keepwatch.ui.notification;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// At a quarter to three in the night, UTC.
class UntilTest {

    private static final Instant NOW = Instant.parse("2026-11-20T02:45:00Z");

    @ParameterizedTest
    @CsvSource({
        "4h, 2026-11-20T06:45:00Z",
        "1h30m, 2026-11-20T04:15:00Z",
        "1w, 2026-11-27T02:45:00Z",
        "08:00, 2026-11-20T08:00:00Z",
        "2:30, 2026-11-21T02:30:00Z",
        "2026-11-21 08:00, 2026-11-21T08:00:00Z",
    })
    void aWhileOrATimeIsRead(String text, Instant end) {
        assertThat(Until.parse(text, NOW, NOW, ZoneOffset.UTC)).contains(end);
    }

    @Test
    void aWhileCountsFromTheStart() {
        assertThat(Until.parse("2h", NOW.plusSeconds(3600), NOW, ZoneOffset.UTC)).contains(NOW.plusSeconds(3 * 3600));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "0s", "2026-11-19 08:00", "now-1h", "25:00"})
    void whatIsPastOrNoTimeIsRefused(String text) {
        assertThat(Until.parse(text, NOW, NOW, ZoneOffset.UTC)).isEmpty();
    }

    @Test
    void theMorningIsTheNextOneThatIsWorthSleepingUntil() {
        assertThat(Until.choices(NOW, ZoneOffset.UTC)).last().isEqualTo(new Until.Choice("until 08:00", "2026-11-20 08:00"));
        assertThat(Until.choices(NOW, ZoneId.of("Asia/Tokyo"))).last().isEqualTo(new Until.Choice("until tomorrow 08:00", "2026-11-21 08:00"));
    }
}
