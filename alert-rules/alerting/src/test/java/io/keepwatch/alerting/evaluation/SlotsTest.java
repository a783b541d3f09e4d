package io.keepwatch.alerting.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SlotsTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    @Test
    void theLastSlotIsNeverInTheFutureAndLessThanAnIntervalAgo() {
        for (int i = 0; i < 100; i++) {
            Duration interval = Duration.ofSeconds(1 + i);
            var slots = new Slots("/etc/rules.yaml", "group " + i, interval);
            Instant slot = slots.at(NOON);
            assertThat(slot).isBeforeOrEqualTo(NOON).isAfter(NOON.minus(interval));
            assertThat(slots.at(slot)).as("a slot is its own").isEqualTo(slot);
            assertThat(slots.at(slot.minusNanos(1))).isEqualTo(slot.minus(interval));
            assertThat(slots.after(slot)).isEqualTo(slots.at(slot.plus(interval)));
        }
    }

    @Test
    void groupsAreSpreadOverTheInterval() {
        Set<Instant> slots = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            slots.add(new Slots("rules.yaml", "group " + i, Duration.ofMinutes(1)).at(NOON));
        }
        assertThat(slots).hasSize(100);
        assertThat(new Slots("other.yaml", "group 1", Duration.ofMinutes(1)).at(NOON))
                .isNotEqualTo(new Slots("rules.yaml", "group 1", Duration.ofMinutes(1)).at(NOON));
    }

    @Test
    void theSlotsAreThoseOfPrometheus() {
        // xxHash of its label set, computed apart from this code
        assertThat(new Slots("/etc/prometheus/rules.yml", "example", Duration.ofMinutes(1)).at(NOON)).isEqualTo(Instant.parse("2026-01-01T11:59:29.682445398Z"));
        assertThat(new Slots("x".repeat(300), "example", Duration.ofMinutes(1)).at(NOON)).isEqualTo(Instant.parse("2026-01-01T11:59:37.155331387Z"));
    }

    @Test
    void anIntervalOfNothingIsRefused() {
        assertThatThrownBy(() -> new Slots("a", "b", Duration.ZERO)).hasMessageContaining("is not positive");
    }
}
