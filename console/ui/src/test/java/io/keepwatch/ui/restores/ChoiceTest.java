package io.keepwatch.ui.restores;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.backup.Backup;
import io.keepwatch.backup.ProtectedDatabase;
import io.keepwatch.backup.RestoreRequest.Mode;
import io.keepwatch.backup.Verification;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChoiceTest {

    @Test
    void a_swap_keeps_the_name_and_a_clone_tells_the_moment() {
        assertThat(Choice.proposal(Mode.SWAP, point("quotes"))).isEqualTo("quotes");
        assertThat(Choice.proposal(Mode.CLONE, point("quotes"))).isEqualTo("quotes_20261120_021000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"n", "\u00fc", "\u20ac", "\ud83d\ude00"})
    void a_name_of_63_bytes_is_cut_to_what_the_server_takes_and_no_letter_in_two(String letter) {
        String name = letter.repeat(63 / letter.getBytes(StandardCharsets.UTF_8).length);

        String proposal = Choice.proposal(Mode.CLONE, point(name));

        assertThat(proposal.getBytes(StandardCharsets.UTF_8)).hasSizeBetween(60, 63);
        assertThat(proposal).matches("(" + letter + ")+_20261120_021000");
    }

    private static Backup point(String database) {
        Instant at = Instant.parse("2026-11-20T02:10:00Z");
        return new Backup("p1", "quotes", new ProtectedDatabase("postgresql", "db", 5432, database), at, at, 1, Set.of(),
                Verification.NOT_YET, null, null, List.of());
    }
}
