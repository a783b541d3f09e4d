package io.keepwatch.ui.backups;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.ViewPackages;
import com.vaadin.flow.component.button.Button;
import io.keepwatch.access.Role;
import io.keepwatch.backup.Backup.Tag;
import io.keepwatch.backup.Phase;
import io.keepwatch.backup.PlanStatus.State;
import io.keepwatch.backup.Run;
import io.keepwatch.backup.Verification;
import io.keepwatch.ui.shell.MainLayout;
import io.keepwatch.ui.vault.VaultConsole;
import io.keepwatch.ui.vault.VaultInMemory;
import io.keepwatch.ui.vault.VaultPageTest;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@ViewPackages(classes = {BackupsView.class, MainLayout.class})
class BackupsViewTest extends VaultPageTest {

    private final Verification read = VaultInMemory.verified(Verification.Level.READABLE, VaultConsole.NOW.minusSeconds(60));

    @Test
    void says_what_is_protected_and_what_needs_a_look() {
        vault.plan(State.OVERDUE, "the newest good point is 31 min old", vault.point("p1", Duration.ofMinutes(31), read, Tag.DAILY));

        open("backups", "");

        awaitText("One plan protects 12.4\u00a0MB and needs a look");
        awaitText("the newest good point is 31 min old");
    }

    @Test
    void a_failed_run_explains_itself_with_its_last_words() {
        vault.run("run-1", Run.Kind.BACKUP, Phase.FAILED, new Run.Problem("Cannot reach the database", "Look at the server"), vault.step("dump", Phase.FAILED, 0, null));
        vault.plan(State.FAILED, "the last run failed", vault.point("p1", Duration.ofMinutes(10), read));

        open("backups", "plan=quotes");

        awaitText("Cannot reach the database");
        assertThat(text()).contains("Look at the server", "the last words of run-1");
    }

    @Test
    void a_run_that_is_on_shows_its_bytes_and_can_be_cancelled() {
        vault.run("run-1", Run.Kind.BACKUP, Phase.RUNNING, null, vault.step("dump", Phase.RUNNING, 3_100_000, 12_400_000L));
        vault.plan(State.PROTECTED, "", vault.point("p1", Duration.ofMinutes(10), read));

        open("backups", "");

        awaitText("3.1\u00a0MB of 12.4\u00a0MB");
        assertThat(text()).contains("about 30\u00a0s left");
        click("Cancel");
        awaitUntil(() -> vault.done.contains("cancel run-1"));
    }

    @Test
    void a_backup_is_started_by_its_button() {
        vault.plan(State.PROTECTED, "", vault.point("p1", Duration.ofMinutes(10), read));
        open("backups", "");
        awaitText("One plan protects");

        click("Back up now");
        awaitUntil(() -> vault.done.contains("start quotes by ann"));
    }

    @Test
    void a_viewer_sees_the_button_and_may_not_press_it() {
        role.set(Role.VIEWER);
        vault.plan(State.PROTECTED, "", vault.point("p1", Duration.ofMinutes(10), read));
        open("backups", "");
        awaitText("One plan protects");

        assertThat(button("Back up now").isEnabled()).isFalse();
    }

    @Test
    void the_test_of_a_target_lists_what_was_found_and_the_fix() {
        vault.plan(State.PROTECTED, "", vault.point("p1", Duration.ofMinutes(10), read));
        open("backups", "");
        awaitText("s3://quote-app-backups/db");

        test($(Button.class).withText("Test target").all().getLast()).click();

        awaitText("Allow s3:DeleteObject.");
        assertThat(vault.done).contains("test s3-main");
    }

    @Test
    void the_retention_preview_says_what_goes_and_why() {
        vault.point("old", Duration.ofDays(3), read);
        vault.plan(State.PROTECTED, "", vault.point("p1", Duration.ofMinutes(10), read));

        open("backups", "tab=retention");

        awaitText("1 stay, 1 go");
    }
}
