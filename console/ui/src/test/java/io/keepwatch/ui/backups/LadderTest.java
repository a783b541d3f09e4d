package io.keepwatch.ui.backups;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.backup.Backup;
import io.keepwatch.backup.Backup.Tag;
import io.keepwatch.backup.Verification;
import io.keepwatch.ui.vault.VaultInMemory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class LadderTest {

    private static final Instant NOW = Instant.parse("2026-11-20T02:45:00Z");

    private final VaultInMemory vault = new VaultInMemory(NOW);
    private final Verification good = VaultInMemory.verified(Verification.Level.READABLE, NOW);
    private final Verification bad = new Verification(Verification.Level.READABLE, Verification.State.FAILED, NOW, "ends in the middle");

    @Test
    void an_unsafe_point_does_not_hide_behind_a_newer_good_one() {
        vault.point("before", Duration.ofHours(30), good);
        vault.point("bad", Duration.ofMinutes(20), bad);
        vault.point("good", Duration.ofMinutes(10), good);

        List<Ladder.Rung> recent = ladder().recent();

        assertThat(recent).singleElement().satisfies(rung -> {
            assertThat(rung.point().id()).isEqualTo("bad");
            assertThat(rung.points()).isEqualTo(2);
            assertThat(rung.slot()).isEqualTo(Ladder.SLOTS - 1);
        });
    }

    @Test
    void a_gap_stays_a_gap() {
        vault.point("before", Duration.ofHours(30), good);
        vault.point("evening", Duration.ofHours(23), good);
        vault.point("now", Duration.ofMinutes(5), good);

        assertThat(ladder().recent()).extracting(Ladder.Rung::slot).containsExactly(2, Ladder.SLOTS - 1);
    }

    @Test
    void a_young_plan_gets_an_axis_of_its_own_age() {
        vault.point("first", Duration.ofHours(2), good);
        vault.point("second", Duration.ofHours(1), good);

        Ladder ladder = ladder();

        assertThat(ladder.start()).isEqualTo(NOW.minus(Duration.ofHours(2)));
        assertThat(ladder.recent()).extracting(Ladder.Rung::slot).containsExactly(0, Ladder.SLOTS / 2);
    }

    @Test
    void the_lower_rungs_hold_what_is_tagged() {
        vault.point("day", Duration.ofDays(1), good, Tag.DAILY, Tag.WEEKLY);

        assertThat(ladder().daily()).extracting(Backup::id).containsExactly("day");
        assertThat(ladder().weekly()).extracting(Backup::id).containsExactly("day");
        assertThat(ladder().monthly()).isEmpty();
    }

    private Ladder ladder() {
        return Ladder.of(vault.backups().list("quotes"), NOW);
    }
}
