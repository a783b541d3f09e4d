package io.keepwatch.ui.services.health;

import static io.keepwatch.ui.services.health.Traffic.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.telemetry.TimeRange;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class WindowsTest {

    @Test
    void now_is_the_end_of_a_range_that_moves_on() {
        assertThat(recent(Duration.ofHours(1))).isEqualTo(Duration.ofMinutes(2));
        assertThat(recent(Duration.ofMinutes(5))).isEqualTo(Duration.ofMinutes(1));
        assertThat(recent(Duration.ofDays(7))).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void spans_that_are_still_on_their_way_do_not_count_as_missing() {
        assertThat(Windows.of(last(Duration.ofHours(1)), true).recent().to()).isBefore(NOW);
    }

    @Test
    void a_fixed_range_is_judged_as_a_whole() {
        TimeRange range = last(Duration.ofHours(1));

        assertThat(Windows.of(range, false).recent()).isEqualTo(range);
        assertThat(Windows.of(range, false).silentBefore()).isEqualTo(range.from());
    }

    @Test
    void the_onset_is_looked_for_in_an_hour_at_least() {
        assertThat(Windows.of(last(Duration.ofMinutes(5)), true).lookBack()).isEqualTo(last(Duration.ofHours(1)));
    }

    private static Duration recent(Duration length) {
        return Windows.of(last(length), true).recent().length();
    }

    private static TimeRange last(Duration length) {
        return new TimeRange(NOW.minus(length), NOW);
    }
}
