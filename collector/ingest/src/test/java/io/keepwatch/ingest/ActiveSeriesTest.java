package io.keepwatch.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class ActiveSeriesTest {

    private Instant now = Instant.parse("2026-07-01T12:00:00Z");
    private final ActiveSeries active = new ActiveSeries(() -> 2, ((InstantSource) () -> now).withZone(ZoneOffset.UTC));

    @Test
    void knownSeriesStayAndNewOnesBeyondTheLimitAreRefused() {
        assertThat(admits("a", 1)).isTrue();
        assertThat(admits("a", 2)).isTrue();
        assertThat(admits("a", 3)).isFalse();
        assertThat(admits("a", 1)).isTrue();
        assertThat(active.admits("sender", "b", 3)).isTrue();
        assertThat(active.admits("another sender", "a", 3)).isTrue();
    }

    @Test
    void aSeriesThatWasNotSentForAnHourGivesItsPlaceAway() {
        admits("a", 1);
        admits("a", 2);
        now = now.plus(Duration.ofMinutes(31));
        assertThat(admits("a", 3)).isFalse();
        assertThat(admits("a", 1)).isTrue();
        now = now.plus(Duration.ofMinutes(31));
        assertThat(admits("a", 3)).isTrue();
        assertThat(admits("a", 2)).isFalse();
    }

    private boolean admits(String metric, long series) {
        return active.admits("sender", metric, series);
    }
}
