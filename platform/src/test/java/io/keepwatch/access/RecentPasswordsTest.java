package io.keepwatch.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;

class RecentPasswordsTest {

    private Instant now = Instant.parse("2026-11-21T12:00:00Z");
    private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
    private final Counting bcrypt = new Counting();
    private final RecentPasswords passwords = new RecentPasswords(bcrypt, clock);
    private final String hash = passwords.encode("right password");

    @Test
    void a_password_that_fitted_is_not_worked_out_again_for_some_minutes() {
        assertThat(passwords.matches("right password", hash)).isTrue();
        assertThat(passwords.matches("right password", hash)).isTrue();
        assertThat(bcrypt.asked).isEqualTo(1);

        now = now.plus(Duration.ofMinutes(5));
        assertThat(passwords.matches("right password", hash)).isTrue();
        assertThat(bcrypt.asked).isEqualTo(2);
    }

    @Test
    void a_wrong_password_is_wrong_each_time_and_costs_each_time() {
        passwords.matches("right password", hash);

        assertThat(passwords.matches("wrong password", hash)).isFalse();
        assertThat(passwords.matches("wrong password", hash)).isFalse();
        assertThat(bcrypt.asked).isEqualTo(3);
    }

    @Test
    void the_old_password_does_not_fit_a_new_hash() {
        passwords.matches("right password", hash);

        assertThat(passwords.matches("right password", passwords.encode("another password"))).isFalse();
    }

    private static final class Counting implements PasswordEncoder {
        private final PasswordEncoder encoder = new BCryptPasswordEncoder(4);
        private int asked;

        @Override
        public String encode(CharSequence password) {
            return encoder.encode(password);
        }

        @Override
        public boolean matches(CharSequence password, String hash) {
            asked++;
            return encoder.matches(password, hash);
        }
    }
}
