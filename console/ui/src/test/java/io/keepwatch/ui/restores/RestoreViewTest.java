package io.keepwatch.ui.restores;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.ViewPackages;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import io.keepwatch.backup.Phase;
import io.keepwatch.backup.RestoreRequest.Mode;
import io.keepwatch.backup.Run;
import io.keepwatch.backup.Verification;
import io.keepwatch.ui.shell.MainLayout;
import io.keepwatch.ui.vault.VaultConsole;
import io.keepwatch.ui.vault.VaultInMemory;
import io.keepwatch.ui.vault.VaultPageTest;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@ViewPackages(classes = {RestoreView.class, RestoresView.class, MainLayout.class})
class RestoreViewTest extends VaultPageTest {

    @BeforeEach
    void onePoint() {
        vault.point("p1", Duration.ofMinutes(35), VaultInMemory.verified(Verification.Level.RESTORED, VaultConsole.NOW));
    }

    @Test
    void a_restore_that_goes_on_shows_bytes_and_estimate_and_can_be_stopped() {
        vault.restore(vault.run("r1", Run.Kind.RESTORE, Phase.RUNNING, null, vault.step("clone", Phase.RUNNING, 3_000_000, 12_000_000L), vault.step("swap", Phase.PENDING, 0, null)),
                Mode.SWAP, null, false, false);
        open("restores/r1", "");
        awaitText("Do the clone. Production is still untouched.");
        assertThat(text()).contains("3\u00a0MB of 12\u00a0MB", "about 30\u00a0s left", "INC-214", "the last words of r1");

        click("Stop, leave production as it is");
        test($(ConfirmDialog.class).single()).confirm();

        awaitUntil(() -> vault.done.contains("cancel r1"));
    }

    @Test
    void without_a_known_total_it_does_not_guess() {
        vault.restore(vault.run("r1", Run.Kind.RESTORE, Phase.RUNNING, null, vault.step("clone", Phase.RUNNING, 3_000_000, null)), Mode.CLONE, null, false, false);
        open("restores/r1", "");
        awaitText("Production is still untouched.");
        assertThat(text()).contains("3\u00a0MB").doesNotContain("left");
    }

    @Test
    void what_was_swapped_can_be_undone_until_the_deadline() {
        vault.restore(vault.run("r1", Run.Kind.RESTORE, Phase.COMPLETED, null, vault.step("swap", Phase.COMPLETED, 0, null)), Mode.SWAP,
                VaultConsole.NOW.plusSeconds(600), false, true);
        open("restores/r1", "");
        awaitText("Restored. Production runs on the data of 02:10:00.");

        click("Undo, swap back");
        test($(ConfirmDialog.class).single()).confirm();

        awaitUntil(() -> vault.done.contains("undo r1"));
    }

    @Test
    void after_the_deadline_there_is_no_undo() {
        vault.restore(vault.run("r1", Run.Kind.RESTORE, Phase.COMPLETED, null, vault.step("swap", Phase.COMPLETED, 0, null)), Mode.SWAP,
                VaultConsole.NOW.minusSeconds(1), false, true);
        open("restores/r1", "");
        awaitText("Restored.");
        assertThat($(Button.class).withText("Undo, swap back").all()).isEmpty();
    }
}
