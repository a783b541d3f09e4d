package io.keepwatch.ui.backups;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.ViewPackages;
import com.vaadin.flow.component.UI;
import io.keepwatch.backup.PlanStatus.State;
import io.keepwatch.backup.Verification;
import io.keepwatch.ui.page.PageChange;
import io.keepwatch.ui.page.PageContext;
import io.keepwatch.ui.shell.MainLayout;
import io.keepwatch.ui.vault.VaultConsole;
import io.keepwatch.ui.vault.VaultInMemory;
import io.keepwatch.ui.vault.VaultPageTest;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;

/// "Can we get it back?", as Overview shows it.
@ViewPackages(classes = {BackupsView.class, MainLayout.class})
class RecoverySummaryTest extends VaultPageTest {

    private final Verification read = VaultInMemory.verified(Verification.Level.READABLE, VaultConsole.NOW.minusSeconds(60));

    @Autowired
    private ObjectProvider<PageContext> pages;

    @Test
    void a_protected_plan_tells_the_age_of_its_newest_point_and_how_it_was_proven() {
        vault.plan(State.PROTECTED, "", vault.point("p1", Duration.ofMinutes(10), read));

        assertThat(shown()).contains("Can we get it back?", "quotes", "10\u00a0min", "of 30\u00a0min", "point 02:35");
    }

    @Test
    void an_overdue_and_a_failed_plan_say_why() {
        vault.plan(State.OVERDUE, "The newest good backup is of 02:05, 40 min ago", vault.point("p1", Duration.ofMinutes(40), read));
        assertThat(shown()).contains("The newest good backup is of 02:05, 40 min ago");

        vault.plan(State.FAILED, "The last run failed: Cannot reach the database", vault.points.getFirst());
        assertThat(shown()).contains("The last run failed: Cannot reach the database");
    }

    @Test
    void without_plans_it_says_where_to_write_one() {
        vault.plans.clear();

        assertThat(shown()).contains("Nothing is protected yet", "keepwatch.backup.plans");
    }

    private String shown() {
        open("backups", "");
        var summary = new RecoverySummary(pages.getObject(), vault.plans());
        UI.getCurrent().add(summary.card());
        summary.load(PageChange.NAVIGATED);
        awaitUntil(() -> !summary.card().getElement().getTextRecursively().contains("Reading"));
        return summary.card().getElement().getTextRecursively();
    }
}
