package io.keepwatch.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class SignInLimiterTest {

    private Instant now = Instant.parse("2026-05-04T03:02:01Z");
    private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
    private final SignInLimiter limiter = new SignInLimiter(clock);

    @Test
    void lets_a_few_failures_pass_and_doubles_the_wait_from_then_on() {
        for (int i = 0; i < 5; i++) {
            assertThat(limiter.begin("ann", "192.0.2.1")).isZero();
        }
        var waits = new ArrayList<Duration>();
        for (int i = 0; i < 12; i++) {
            Duration wait = limiter.begin("ann", "192.0.2.1");
            waits.add(wait);
            now = now.plus(wait);
            assertThat(limiter.begin("ann", "192.0.2.1")).isZero();
        }

        assertThat(waits).extracting(Duration::toSeconds).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 64L, 128L, 256L, 512L, 900L, 900L);
    }

    @Test
    void does_not_lock_the_user_out_from_elsewhere() {
        for (int i = 0; i < 5; i++) {
            limiter.begin("ann", "192.0.2.1");
        }

        assertThat(limiter.begin("Ann ", "192.0.2.1")).isPositive();
        assertThat(limiter.begin("ann", "192.0.2.2")).isZero();
        assertThat(limiter.begin("bob", "192.0.2.1")).isZero();
    }

    @Test
    void slows_an_address_that_tries_many_users_even_between_own_successes() {
        for (int i = 0; i < 24; i++) {
            assertThat(limiter.begin("user" + i, "2001:db8::" + i)).isZero();
            assertThat(limiter.begin("own", "2001:db8::1")).isZero();
            limiter.succeeded("own", "2001:db8::1");
        }
        limiter.begin("user24", "2001:db8::1");

        assertThat(limiter.begin("user25", "2001:db8::ffff")).isPositive();
        assertThat(limiter.begin("user25", "2001:db8:0:1::1")).isZero();
    }

    @Test
    void forgets_after_success_and_after_an_hour() {
        for (int i = 0; i < 4; i++) {
            limiter.begin("ann", "192.0.2.1");
        }
        limiter.begin("ann", "192.0.2.1");
        limiter.succeeded("ann", "192.0.2.1");
        for (int i = 0; i < 5; i++) {
            assertThat(limiter.begin("ann", "192.0.2.1")).isZero();
        }
        assertThat(limiter.begin("ann", "192.0.2.1")).isPositive();

        now = now.plus(Duration.ofHours(1)).plusSeconds(1);
        for (int i = 0; i < 5; i++) {
            assertThat(limiter.begin("ann", "192.0.2.1")).isZero();
        }
    }

    @Test
    void remembers_no_more_than_fits() {
        for (int i = 0; i < 30_000; i++) {
            limiter.begin("user" + i, "10." + (i >> 16) + "." + (i >> 8 & 255) + "." + (i & 255));
        }

        assertThat(limiter.remembered()).isEqualTo(20_000);
    }
}
