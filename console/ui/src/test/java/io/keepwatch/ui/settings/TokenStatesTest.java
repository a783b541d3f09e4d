package io.keepwatch.ui.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.access.ApiToken;
import io.keepwatch.access.Role;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TokenStatesTest {

    private static final Instant NOW = Instant.parse("2026-11-20T02:41:00Z");

    @Test
    void says_whether_a_key_still_opens() {
        assertThat(state(null, null)).isEqualTo("valid");
        assertThat(state(NOW.plus(Duration.ofDays(30)), null)).isEqualTo("valid");
        assertThat(state(NOW.plus(Duration.ofDays(6)), null)).isEqualTo("expires soon");
        assertThat(state(NOW, null)).isEqualTo("expired");
        assertThat(state(null, NOW.minusSeconds(1))).isEqualTo("revoked");
    }

    private static String state(@Nullable Instant expires, @Nullable Instant revoked) {
        return TokenStates.words(new ApiToken("1", "ci", Role.OPERATOR, "admin", NOW, expires, null, revoked), NOW);
    }
}
