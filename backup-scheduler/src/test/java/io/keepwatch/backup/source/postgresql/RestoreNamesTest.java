package io.keepwatch.backup.source.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.backup.RestoreRequest.Mode;
import io.keepwatch.backup.source.RestoreTarget;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RestoreNamesTest {

    @Test
    void carry_the_moment_of_the_restore() {
        assertThat(names("quotes")).isEqualTo(
                new RestoreNames("quotes", "quotes_restore_20261121020304", "quotes_old_20261121020304"));
    }

    @Test
    void a_name_of_63_bytes_is_cut_and_the_moment_is_not() {
        assertThat(names("n".repeat(63)).copy()).hasSize(63).endsWith("nn_restore_20261121020304");
        assertThat(names("n".repeat(63)).old()).hasSize(63).endsWith("nn_old_20261121020304");
    }

    @Test
    void no_letter_is_cut_in_two() {
        String copy = names("ü".repeat(31) + "n").copy();

        assertThat(copy.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(63);
        assertThat(copy).startsWith("ü".repeat(20) + "_restore_");
        assertThat(names("😀".repeat(15)).copy()).startsWith("😀".repeat(10) + "_restore_");
    }

    private static RestoreNames names(String database) {
        return RestoreNames.of(new RestoreTarget(Mode.SWAP, database, "r", Instant.parse("2026-11-21T02:03:04Z")));
    }
}
