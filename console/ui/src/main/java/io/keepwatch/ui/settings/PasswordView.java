package io.keepwatch.ui.settings;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.keepwatch.access.Actor;
import io.keepwatch.access.CurrentActor;
import io.keepwatch.access.SignInLimiter;
import io.keepwatch.access.Users;
import io.keepwatch.ui.element.DataCard;
import io.keepwatch.ui.format.Format;
import io.keepwatch.ui.page.PageContext;
import jakarta.annotation.security.PermitAll;
import java.time.Duration;

/// One's own password. The old one is asked for, so that an unwatched browser is not enough to change it.
@Route("settings/password")
@PageTitle("Change your password")
@PermitAll
@StyleSheet("context://kw/kw-settings.css")
final class PasswordView extends Main {

    private final Users users;
    private final SignInLimiter limiter;
    private final CurrentActor actor;
    private final PasswordField old = field("Password now", "current-password");
    private final PasswordField chosen = field("New password", "new-password");
    private final PasswordField repeated = field("New password, again", "new-password");
    private final Problem problem = new Problem();

    PasswordView(PageContext page, Users users, SignInLimiter limiter, CurrentActor actor) {
        this.users = users;
        this.limiter = limiter;
        this.actor = actor;
        chosen.setHelperText("8 characters or more");
        var change = new Button("Change the password", event -> change());
        change.addThemeVariants(ButtonVariant.PRIMARY);
        change.addClickShortcut(Key.ENTER);
        var form = new Div(new Paragraph("You are signed in as " + actor.get().name() + " and stay so here; elsewhere you are signed out."), old, chosen, repeated, problem, change);
        form.addClassName("kw-form");
        var card = new DataCard(page, "Change your password").with(form);
        card.addClassName("kw-narrow");
        setId("content");
        addClassName("kw-page");
        add(card);
        old.focus();
    }

    private void change() {
        Actor who = actor.get();
        if (!chosen.getValue().equals(repeated.getValue())) {
            problem.say("The two new passwords differ.");
            repeated.focus();
            return;
        }
        Duration wait = limiter.begin(who.name(), who.address());
        if (!wait.isZero()) {
            problem.say("Too many wrong passwords. Try again in " + Format.age(wait.plusSeconds(1)) + ".");
            return;
        }
        if (users.verify(who.name(), old.getValue()).isEmpty()) {
            problem.say("The password you have now is another one.");
            old.focus();
            return;
        }
        limiter.succeeded(who.name(), who.address());
        if (problem.attempt(() -> users.changePassword(who, who.name(), chosen.getValue()))) {
            actor.changedOwnPassword();
            old.clear();
            chosen.clear();
            repeated.clear();
            Notification.show("Your password is changed.");
        }
    }

    private static PasswordField field(String label, String autocomplete) {
        var field = new PasswordField(label);
        field.getElement().setAttribute("autocomplete", autocomplete);
        return field;
    }
}
