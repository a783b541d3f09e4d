package io.keepwatch.ui.settings;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.component.textfield.TextField;
import io.keepwatch.access.CurrentActor;
import io.keepwatch.access.Role;
import io.keepwatch.access.User;
import io.keepwatch.access.Users;
import io.keepwatch.ui.element.KeyValues;
import io.keepwatch.ui.format.TimeFormat;
import io.keepwatch.ui.page.PageContext;

/// Creates a user, or changes one: role, password, whether they may sign in.
final class UserForm extends Div {

    private final Users users;
    private final CurrentActor actor;
    private final Runnable changed;
    private final Problem problem = new Problem();

    private UserForm(Users users, CurrentActor actor, Runnable changed) {
        this.users = users;
        this.actor = actor;
        this.changed = changed;
        addClassName("kw-form");
    }

    static UserForm create(Users users, CurrentActor actor, Runnable changed) {
        var form = new UserForm(users, actor, changed);
        var name = new TextField("Name");
        name.setHelperText("letters, digits and . _ @ -");
        name.getElement().setAttribute("autocomplete", "off");
        Select<Role> role = roles(Role.VIEWER);
        PasswordField password = password("First password");
        var create = new Button("Create the user", event -> {
            if (form.problem.attempt(() -> users.create(actor.get(), name.getValue(), password.getValue(), role.getValue()))) {
                Notification.show("User " + name.getValue().strip() + " is created. Tell them the password; they can change it.");
                name.clear();
                password.clear();
                changed.run();
            }
        });
        create.addThemeVariants(ButtonVariant.PRIMARY);
        form.add(name, role, password, form.problem, create);
        return form;
    }

    static UserForm change(User user, PageContext page, Users users, CurrentActor actor, Runnable changed) {
        var form = new UserForm(users, actor, changed);
        form.show(user, new TimeFormat(page.zone()), page);
        return form;
    }

    private void show(User user, TimeFormat times, PageContext page) {
        add(new KeyValues()
                .put("State", user.disabled() ? "disabled, cannot sign in" : "may sign in")
                .put("Created", times.near(user.createdAt(), page.now()))
                .put("Password set", times.near(user.passwordChangedAt(), page.now())));
        add(problem, new H3("Role"));
        Select<Role> role = roles(user.role());
        role.setLabel(null);
        role.setAriaLabel("Role of " + user.name());
        role.addValueChangeListener(event -> {
            if (event.isFromClient() && !did(() -> users.changeRole(actor.get(), user.name(), event.getValue()),
                    user.name() + " is " + event.getValue().word() + " now, and signs in again.")) {
                role.setValue(user.role());
            }
        });
        add(role, new H3("Password"));
        PasswordField password = password("New password");
        var reset = new Button("Set the password", event -> {
            if (did(() -> users.changePassword(actor.get(), user.name(), password.getValue()), "The password of " + user.name() + " is set.")) {
                password.clear();
            }
        });
        add(password, reset, new H3("Access"));
        add(user.disabled()
                ? new Button("Enable " + user.name(), event -> did(() -> users.enable(actor.get(), user.name()), user.name() + " may sign in again."))
                : disable(user));
        add(new Paragraph(user.disabled() ? "They sign in with the password they had." : "They are signed out at once. Nothing they made is removed."));
    }

    private Button disable(User user) {
        var button = new Button("Disable " + user.name(),
                event -> did(() -> users.disable(actor.get(), user.name()), user.name() + " is disabled and signed out."));
        button.addThemeVariants(ButtonVariant.ERROR);
        return button;
    }

    private boolean did(Runnable change, String done) {
        boolean made = problem.attempt(change);
        if (made) {
            Notification.show(done);
            changed.run();
        }
        return made;
    }

    static Select<Role> roles(Role chosen) {
        var select = new Select<Role>();
        select.setLabel("Role");
        select.setItems(Role.values());
        select.setItemLabelGenerator(UserForm::words);
        select.setValue(chosen);
        return select;
    }

    private static String words(Role role) {
        return switch (role) {
            case VIEWER -> "viewer: look";
            case OPERATOR -> "operator: also run and silence";
            case ADMIN -> "admin: everything";
        };
    }

    private static PasswordField password(String label) {
        var field = new PasswordField(label);
        field.setHelperText("8 characters or more");
        field.getElement().setAttribute("autocomplete", "new-password");
        return field;
    }
}
