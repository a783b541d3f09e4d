package io.keepwatch.ui.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.vaadin.browserless.SpringBrowserlessTest;
import com.vaadin.browserless.ViewPackages;
import com.vaadin.flow.component.HasElement;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.QueryParameters;
import io.keepwatch.access.ApiTokens;
import io.keepwatch.access.Role;
import io.keepwatch.access.Users;
import io.keepwatch.ui.shell.MainLayout;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ContextConfiguration;

@ViewPackages(classes = {AccessView.class, MainLayout.class})
@ContextConfiguration(classes = AccessConsole.class)
@DirtiesContext(classMode = DirtiesContext.ClassMode.AFTER_EACH_TEST_METHOD)
class AccessViewTest extends SpringBrowserlessTest {

    @Autowired
    private Users users;
    @Autowired
    private ApiTokens tokens;

    @Test
    void the_last_administrator_cannot_be_disabled_and_the_page_says_why_in_place() {
        open("settings/access", "user=ann");

        click("Disable ann");

        assertThat(text()).contains("no other administrator would be left");
        assertThat(users.find("ann").orElseThrow().disabled()).isFalse();
    }

    @Test
    void a_user_is_created_and_a_short_password_is_refused_in_place() {
        open("settings/access", "new=user");
        test(field("Name")).setValue("bob");
        test($(PasswordField.class).single()).setValue("short");
        click("Create the user");
        assertThat(text()).contains("use 8 characters or more");
        assertThat(users.find("bob")).isEmpty();

        test($(PasswordField.class).single()).setValue("long enough");
        click("Create the user");

        assertThat(users.find("bob")).hasValueSatisfying(bob -> assertThat(bob.role()).isEqualTo(Role.VIEWER));
        awaitUntil(() -> text().contains("2\u00a0users"));
    }

    @Test
    void the_key_of_a_new_token_is_shown_and_works() {
        open("settings/access", "new=token");
        test(field("Name")).setValue("grafana");
        click("Create the token");

        String key = text().replaceAll("(?s).*(kw_[\\w-]{43}).*", "$1");
        assertThat(tokens.authenticate(key)).hasValueSatisfying(token -> assertThat(token.name()).isEqualTo("grafana"));
    }

    @Test
    void ones_own_password_changes_only_with_the_old_one() {
        open("settings/password", "");
        password("another one", "new password", "new password");
        assertThat(text()).contains("The password you have now is another one.");
        assertThat(users.verify("ann", AccessConsole.PASSWORD)).isPresent();

        password(AccessConsole.PASSWORD, "new password", "new pasword");
        assertThat(text()).contains("The two new passwords differ.");

        password(AccessConsole.PASSWORD, "new password", "new password");
        assertThat(users.verify("ann", "new password")).isPresent();
    }

    private void password(String old, String chosen, String repeated) {
        var fields = $(PasswordField.class).all();
        test(fields.get(0)).setValue(old);
        test(fields.get(1)).setValue(chosen);
        test(fields.get(2)).setValue(repeated);
        click("Change the password");
    }

    private TextField field(String label) {
        return $(TextField.class).all().stream().filter(one -> label.equals(one.getLabel())).findFirst().orElseThrow();
    }

    private void click(String words) {
        test($(Button.class).withText(words).single()).click();
    }

    private String text() {
        return ((HasElement) $(Main.class).first()).getElement().getTextRecursively();
    }

    private static void open(String path, String parameters) {
        UI.getCurrent().navigate(path, QueryParameters.fromString(parameters));
    }

    private void awaitUntil(BooleanSupplier condition) {
        await().pollInSameThread().until(() -> {
            roundTrip();
            return condition.getAsBoolean();
        });
    }
}
