package io.keepwatch.ui.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.telemetry.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeSelectionTest {

    private static final Instant NOW = Instant.parse("2026-11-20T02:41:00Z");

    @Test
    void relative_to_now() {
        var selection = TimeSelection.parse("now-1h", null, NOW).orElseThrow();
        assertThat(selection.relative()).isTrue();
        assertThat(selection.resolve(NOW)).isEqualTo(new TimeRange(NOW.minusSeconds(3600), NOW));
        assertThat(selection).isEqualTo(TimeSelection.LAST_HOUR);
    }

    @Test
    void fixed_by_two_instants() {
        var selection = TimeSelection.parse("2026-11-20T01:41:00Z", "2026-11-20T02:11:00+00:00", NOW).orElseThrow();
        assertThat(selection.relative()).isFalse();
        assertThat(selection.resolve(NOW.plusSeconds(999)).length()).isEqualTo(Duration.ofMinutes(30));
    }

    @Test
    void what_a_person_types_is_in_their_zone() {
        var selection = TimeSelection.parse("2026-11-20 02:24", "2026-11-20 02:54:30", NOW, ZoneId.of("Europe/Paris")).orElseThrow();
        assertThat(selection.resolve(NOW).from()).isEqualTo("2026-11-20T01:24:00Z");
        assertThat(selection.resolve(NOW).to()).isEqualTo("2026-11-20T01:54:30Z");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            -                        | now
            yesterday                | now
            now                      | now
            now-5m                   | now-10m
            now-999999w              | now
            now-99999999h            | now
            +999999999-01-01T00:00:00Z | +999999999-12-01T00:00:00Z
            -999999999-01-01T00:00:00Z | now
            2026-11-20T03:00:00Z     | 2026-11-20T02:00:00Z
            2026-13-40               | now
            1e308                    | now
            now-1h; DROP TABLE x     | now
            """)
    void a_range_that_cannot_be_or_reads_everything_is_refused(String from, String to) {
        assertThat(TimeSelection.parse(from, to, NOW)).isEmpty();
    }

    @Test
    void the_url_gives_back_what_was_chosen() {
        for (var selection : new TimeSelection[] {
                TimeSelection.last(Duration.ofMinutes(90)), TimeSelection.last(Duration.ofDays(7)),
                TimeSelection.between(NOW.minusMillis(1500), NOW)}) {
            var again = TimeSelection.parse(selection.from().text(), selection.to().text(), NOW).orElseThrow();
            assertThat(again).isEqualTo(selection);
        }
    }

    @Test
    void freezing_keeps_the_picture() {
        var frozen = TimeSelection.LAST_HOUR.freeze(NOW);
        assertThat(frozen.resolve(NOW.plusSeconds(86_400))).isEqualTo(TimeSelection.LAST_HOUR.resolve(NOW));
    }

    @Test
    void shifting_moves_by_half_and_zooming_keeps_what_is_relative() {
        assertThat(TimeSelection.LAST_HOUR.shift(-1, NOW).resolve(NOW).to()).isEqualTo(NOW.minusSeconds(1800));
        assertThat(TimeSelection.LAST_HOUR.zoom(true, NOW)).isEqualTo(TimeSelection.last(Duration.ofHours(2)));
        var fixed = TimeSelection.between(NOW.minusSeconds(400), NOW);
        assertThat(fixed.zoom(false, NOW).resolve(NOW)).isEqualTo(new TimeRange(NOW.minusSeconds(300), NOW.minusSeconds(100)));
        assertThat(TimeSelection.last(Duration.ofDays(400)).zoom(true, NOW).resolve(NOW).length()).isEqualTo(Duration.ofDays(400));
    }

    @Test
    void shifting_later_ends_at_now_and_moves_on_with_it() {
        assertThat(TimeSelection.LAST_HOUR.shift(1, NOW)).isEqualTo(TimeSelection.LAST_HOUR);
        var past = TimeSelection.between(NOW.minusSeconds(400), NOW.minusSeconds(300));
        assertThat(past.shift(1, NOW).resolve(NOW).to()).isEqualTo(NOW.minusSeconds(250));
        assertThat(TimeSelection.between(NOW.minusSeconds(120), NOW.minusSeconds(20)).shift(1, NOW)).isEqualTo(TimeSelection.last(Duration.ofSeconds(100)));
    }

    @Test
    void steps_are_lengths_people_can_read() {
        assertThat(Steps.of(Duration.ofHours(1), 240)).isEqualTo(Duration.ofSeconds(15));
        assertThat(Steps.of(Duration.ofMinutes(5), 240)).isEqualTo(Duration.ofSeconds(2));
        assertThat(Steps.of(Duration.ofDays(400), 10)).isEqualTo(Duration.ofDays(7));
    }
}
