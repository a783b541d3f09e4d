package io.keepwatch.ui.services.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OnsetTest {

    private static final Instant START = Instant.parse("2026-11-20T14:00:00Z");
    private static final Duration STEP = Duration.ofSeconds(30);
    private static final double GAP = Double.NaN;

    @Test
    void goes_back_to_where_the_present_trouble_began() {
        assertThat(onset(0, 0, .5, .5, 0, 0, 0, .3, .4)).contains(new Onset(START.plusSeconds(7 * 30), false));
    }

    @Test
    void a_single_good_value_does_not_end_a_trouble() {
        assertThat(onset(0, 0, 0, .3, 0, .3, .3)).contains(new Onset(START.plusSeconds(3 * 30), false));
    }

    @Test
    void steps_without_requests_say_nothing() {
        assertThat(onset(0, 0, .3, GAP, GAP, GAP, .3)).contains(new Onset(START.plusSeconds(2 * 30), false));
    }

    @Test
    void what_is_wrong_from_the_first_value_on_began_earlier() {
        assertThat(onset(.3, .3, .3)).contains(new Onset(START, true));
    }

    @Test
    void what_is_over_for_a_minute_has_no_onset() {
        assertThat(onset(.3, .3, 0, 0, 0)).isEmpty();
    }

    private static Optional<Onset> onset(double... values) {
        return Onset.of(values, START, STEP, .1);
    }
}
