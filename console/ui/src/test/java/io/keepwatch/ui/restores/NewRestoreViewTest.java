package io.keepwatch.ui.restores;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.ViewPackages;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import io.keepwatch.access.Role;
import io.keepwatch.backup.Check;
import io.keepwatch.backup.Verification;
import io.keepwatch.ui.shell.MainLayout;
import io.keepwatch.ui.vault.VaultConsole;
import io.keepwatch.ui.vault.VaultInMemory;
import io.keepwatch.ui.vault.VaultPageTest;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@ViewPackages(classes = {NewRestoreView.class, RestoreView.class, RestoresView.class, MainLayout.class})
class NewRestoreViewTest extends VaultPageTest {

    @BeforeEach
    void onePoint() {
        vault.point("p1", Duration.ofMinutes(35), VaultInMemory.verified(Verification.Level.RESTORED, VaultConsole.NOW.minusSeconds(60)));
    }

    @Test
    void starts_only_with_the_typed_name_and_leads_to_the_restore() {
        vault.checks.add(Check.green("free disk", "38 GB"));
        open("restores/new", "point=p1");
        awaitText("Rename both databases");
        assertThat(text()).contains("What you lose", "35\u00a0min", "Users: reconnect, seconds");
        assertThat(button("Start restore").isEnabled()).isFalse();

        type("quote");
        assertThat(button("Start restore").isEnabled()).isFalse();
        type("quotes");
        click("Start restore");

        awaitText("Waiting to start. Production is untouched.");
        assertThat(vault.done).contains("restore SWAP quotes because null");
    }

    @Test
    void another_server_and_another_name_are_looked_at_and_restored_to() {
        open("restores/new", "point=p1");
        awaitText("Rename both databases");

        @SuppressWarnings("unchecked")
        Select<String> servers = (Select<String>) $(Select.class).single();
        test(servers).selectItem("spare");
        awaitUntil(() -> vault.done.contains("look SWAP quotes on spare"));
        test($(TextField.class).all().stream().filter(field -> "Database".equals(field.getLabel())).findFirst().orElseThrow()).setValue("quotes_two");
        awaitUntil(() -> vault.done.contains("look SWAP quotes_two on spare"));
        awaitText("Rename both databases");
        type("quotes");
        assertThat(button("Start restore").isEnabled()).isFalse();
        type("quotes_two");
        click("Start restore");

        awaitUntil(() -> vault.done.contains("restore SWAP quotes_two on spare because null"));
    }

    @Test
    void amber_needs_a_tick() {
        vault.checks.add(Check.amber("connections", "4 writers are connected", "They reconnect by themselves."));
        open("restores/new", "point=p1");
        awaitText("1 needs your yes");
        type("quotes");
        assertThat(button("Start restore").isEnabled()).isFalse();

        test($(Checkbox.class).single()).click();

        assertThat(button("Start restore").isEnabled()).isTrue();
    }

    @Test
    void red_blocks_and_names_the_fix() {
        vault.checks.add(Check.red("free disk", "needs 2 GB, 1 GB is free", "Free 1 GB on the server."));
        open("restores/new", "point=p1");
        awaitText("Free 1 GB on the server.");
        type("quotes");

        assertThat(button("Start restore").isEnabled()).isFalse();
        assertThat(text()).contains("A red check stands against it");
    }

    @Test
    void a_clone_loses_nothing_and_an_operator_may_make_one() {
        role.set(Role.OPERATOR);
        open("restores/new", "point=p1&mode=clone");
        awaitText("Nothing is lost");
        awaitText("production is not touched at any step");

        assertThat(text()).contains("Makes quotes_20261120_021000");
        assertThat(button("Make the clone").isEnabled()).isTrue();
    }

    @Test
    void an_operator_sees_a_swap_and_may_not_start_it() {
        role.set(Role.OPERATOR);
        open("restores/new", "point=p1");
        awaitText("Rename both databases");
        type("quotes");

        assertThat(button("Start restore").isEnabled()).isFalse();
        assertThat(text()).contains("Starting needs the role admin");
    }

    @Test
    void without_a_point_it_asks_for_one() {
        open("restores/new", "point=gone");
        awaitText("Choose the recovery point to go back to");
    }

    private void type(String name) {
        test($(TextField.class).all().stream().filter(field -> "The name of the database".equals(field.getAriaLabel().orElse(""))).findFirst().orElseThrow()).setValue(name);
    }
}
