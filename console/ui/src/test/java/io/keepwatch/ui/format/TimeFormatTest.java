package io.keepwatch.ui.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.telemetry.TimeRange;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class TimeFormatTest {

    private static final Instant NIGHT = Instant.parse("2026-11-20T02:41:09.882Z");
    private final TimeFormat utc = new TimeFormat(ZoneOffset.UTC);

    @Test
    void a_range_names_its_zone_and_its_days_when_it_is_long() {
        assertThat(utc.range(new TimeRange(NIGHT.minusSeconds(6 * 3600), NIGHT))).isEqualTo("20:41 – 02:41 UTC");
        assertThat(utc.range(new TimeRange(NIGHT.minusSeconds(60), NIGHT))).isEqualTo("02:40:09 – 02:41:09 UTC");
        assertThat(utc.range(new TimeRange(NIGHT.minusSeconds(2 * 86_400), NIGHT)))
                .isEqualTo("18 Nov 02:41 – 20 Nov 02:41 UTC");
    }

    @Test
    void the_zone_is_the_one_chosen() {
        var paris = new TimeFormat(ZoneId.of("Europe/Paris"));
        assertThat(paris.minutes(NIGHT)).isEqualTo("03:41");
        assertThat(paris.full(NIGHT)).isEqualTo("20 Nov 2026 03:41:09.882 CET");
    }

    @Test
    void yesterday_has_its_day() {
        assertThat(utc.near(NIGHT.minusSeconds(60), NIGHT)).isEqualTo("02:40");
        assertThat(utc.near(NIGHT.minusSeconds(6 * 3600), NIGHT)).isEqualTo("19 Nov 20:41");
    }
}
