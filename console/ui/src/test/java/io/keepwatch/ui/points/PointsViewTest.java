package io.keepwatch.ui.points;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.ViewPackages;
import com.vaadin.flow.component.textfield.TextField;
import io.keepwatch.backup.Verification;
import io.keepwatch.ui.shell.MainLayout;
import io.keepwatch.ui.vault.VaultConsole;
import io.keepwatch.ui.vault.VaultInMemory;
import io.keepwatch.ui.vault.VaultPageTest;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@ViewPackages(classes = {PointsView.class, MainLayout.class})
class PointsViewTest extends VaultPageTest {

    private final Verification read = VaultInMemory.verified(Verification.Level.READABLE, VaultConsole.NOW.minusSeconds(60));

    @Test
    void the_chosen_point_tells_its_proof_copies_and_content() {
        vault.point("p1", Duration.ofMinutes(35), read);

        open("points/p1", "");

        awaitText("1\u00a0table, 1,204,882\u00a0rows");
        assertThat(text()).contains("Read to its end", "s3-main is stored", "Stays: younger than 24 h", "v1/quotes/2026/11/p1", "database.dump");
    }

    @Test
    void the_state_in_the_url_filters() {
        vault.point("p1", Duration.ofMinutes(35), read);
        vault.point("p2", Duration.ofMinutes(5), Verification.NOT_YET);

        open("points", "state=verified");

        awaitText("1\u00a0point, 12.4\u00a0MB");
    }

    @Test
    void a_hold_needs_a_reason() {
        vault.point("p1", Duration.ofMinutes(35), read);
        open("points/p1", "");
        awaitText("Hold it");

        click("Hold it");
        assertThat(vault.done).isEmpty();
        test($(TextField.class).all().stream().filter(field -> "Why it is held".equals(field.getAriaLabel().orElse(""))).findFirst().orElseThrow()).setValue("INC-214");
        click("Hold it");

        awaitUntil(() -> vault.done.contains("hold p1: INC-214"));
    }

    @Test
    void a_point_that_is_gone_is_said_to_be_gone() {
        open("points/lost", "");
        awaitText("This point is gone");
    }

    @Test
    void the_chosen_point_is_checked_by_its_button() {
        vault.point("p1", Duration.ofMinutes(35), read);
        open("points/p1", "");
        awaitText("Read to its end");

        click("Check now");

        awaitUntil(() -> vault.done.contains("verify p1"));
    }
}
