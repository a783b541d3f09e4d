package io.keepwatch.ui.restores;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.backup.Phase;
import io.keepwatch.backup.Restore;
import io.keepwatch.backup.RestoreRequest.Mode;
import io.keepwatch.backup.Run;
import io.keepwatch.ui.format.TimeFormat;
import io.keepwatch.ui.vault.VaultInMemory;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class HeadlineTest {

    private static final Instant NOW = Instant.parse("2026-11-20T02:45:00Z");

    private final VaultInMemory vault = new VaultInMemory(NOW);

    @Test
    void before_the_swap_production_is_untouched_and_it_can_be_stopped() {
        Headline headline = of(swap(Phase.RUNNING, Phase.RUNNING, Phase.PENDING, false, false));
        assertThat(headline.sentence()).isEqualTo("Do the verify. Production is still untouched.");
        assertThat(headline.stoppable()).isTrue();
    }

    @Test
    void the_swap_itself_cannot_be_stopped() {
        Headline headline = of(swap(Phase.RUNNING, Phase.COMPLETED, Phase.RUNNING, false, false));
        assertThat(headline.sentence()).startsWith("Swapping now.");
        assertThat(headline.stoppable()).isFalse();
    }

    @Test
    void a_failure_says_whether_production_is_touched() {
        assertThat(of(swap(Phase.FAILED, Phase.FAILED, Phase.PENDING, false, false)).sentence())
                .isEqualTo("Failed in “verify”. Production is untouched.");
        assertThat(of(swap(Phase.FAILED, Phase.COMPLETED, Phase.FAILED, false, true)).sentence()).endsWith("Production runs on the restored data.");
    }

    @Test
    void when_it_is_done_it_names_the_deadline_of_the_undo() {
        Headline headline = of(swap(Phase.COMPLETED, Phase.COMPLETED, Phase.COMPLETED, false, true));
        assertThat(headline.sentence()).isEqualTo("Restored. Production runs on the data of 02:10:00.");
        assertThat(headline.detail()).contains("until 21 Nov 02:45");
    }

    @Test
    void undone_means_the_old_one_is_back() {
        assertThat(of(swap(Phase.COMPLETED, Phase.COMPLETED, Phase.COMPLETED, true, false)).sentence())
                .isEqualTo("Undone. Production runs on the old database again.");
    }

    @Test
    void a_clone_never_touches_production() {
        Restore clone = vault.restore(vault.run("r", Run.Kind.RESTORE, Phase.COMPLETED, null, vault.step("clone", Phase.COMPLETED, 1, 1L)), Mode.CLONE, null, false, false);
        assertThat(of(clone).sentence()).endsWith("Production was not touched.");
    }

    private Restore swap(Phase run, Phase verify, Phase swap, boolean undone, boolean live) {
        return vault.restore(vault.run("r", Run.Kind.RESTORE, run, null, vault.step("clone", Phase.COMPLETED, 10, 10L), vault.step("verify", verify, 0, null),
                vault.step("swap", swap, 0, null)), Mode.SWAP, NOW.plusSeconds(86_400), undone, live);
    }

    private static Headline of(Restore restore) {
        return Headline.of(restore, "02:10:00", new TimeFormat(ZoneOffset.UTC), NOW);
    }
}
