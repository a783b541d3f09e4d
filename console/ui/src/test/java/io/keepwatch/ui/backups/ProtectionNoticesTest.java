package io.keepwatch.ui.backups;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.backup.Phase;
import io.keepwatch.backup.PlanStatus.State;
import io.keepwatch.backup.Run;
import io.keepwatch.backup.Verification;
import io.keepwatch.ui.shell.NoticeSource.Notice;
import io.keepwatch.ui.vault.VaultInMemory;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// What stands above every page.
class ProtectionNoticesTest {

    private static final Instant NOW = Instant.parse("2026-11-20T02:45:00Z");

    private final VaultInMemory vault = new VaultInMemory(NOW);
    private final ProtectionNotices notices = new ProtectionNotices(vault.plans());
    private final Verification read = VaultInMemory.verified(Verification.Level.READABLE, NOW);

    @Test
    void a_plan_that_protects_says_nothing() {
        vault.plan(State.PROTECTED, "", vault.point("p1", Duration.ofMinutes(10), read));

        assertThat(notices.notices()).isEmpty();
    }

    @Test
    void an_overdue_backup_is_critical_and_cannot_be_put_away() {
        vault.plan(State.OVERDUE, "the newest good backup is 2 h old", vault.point("p1", Duration.ofHours(2), read));

        assertThat(notices.notices()).containsExactly(new Notice("overdue quotes p1", true, "quotes is not protected",
                "the newest good backup is 2 h old", "backups?plan=quotes", "Open the plan", false));
    }

    @Test
    void a_failed_run_is_told_with_its_hint_and_the_next_failure_is_another_notice() {
        vault.run("run-1", Run.Kind.BACKUP, Phase.FAILED, new Run.Problem("Cannot reach the database.", "Look at the server"));
        vault.plan(State.FAILED, "the last run failed", vault.point("p1", Duration.ofMinutes(10), read));

        assertThat(notices.notices()).containsExactly(new Notice("failed run-1", false, "The last backup of quotes failed",
                "Cannot reach the database. Look at the server", "backups?plan=quotes", "See why", true));

        vault.run("run-2", Run.Kind.BACKUP, Phase.FAILED, new Run.Problem("Cannot reach the database.", "Look at the server"));
        vault.plan(State.FAILED, "the last run failed", vault.points.getFirst());
        assertThat(notices.notices()).extracting(Notice::id).containsExactly("failed run-2");
    }

    @Test
    void a_warning_of_a_plan_comes_after_what_is_critical() {
        vault.plan(State.OVERDUE, "old", vault.point("p1", Duration.ofHours(2), read), "The target local lies on the disk of the database");

        assertThat(notices.notices()).extracting(Notice::title, Notice::detail).containsExactly(
                org.assertj.core.groups.Tuple.tuple("quotes is not protected", "old"),
                org.assertj.core.groups.Tuple.tuple("The plan quotes has a warning", "The target local lies on the disk of the database"));
        assertThat(notices.notices().getFirst().pages()).as("what is critical stands above every page").isEmpty();
        assertThat(notices.notices().getLast().pages()).containsExactlyInAnyOrder("", "backups", "points", "restores");
    }
}
