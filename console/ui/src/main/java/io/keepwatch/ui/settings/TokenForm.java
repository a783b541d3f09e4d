package io.keepwatch.ui.settings;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import io.keepwatch.access.ApiToken;
import io.keepwatch.access.ApiTokens;
import io.keepwatch.access.CurrentActor;
import io.keepwatch.access.Role;
import io.keepwatch.ui.element.CopyButton;
import io.keepwatch.ui.element.KeyValues;
import io.keepwatch.ui.format.TimeFormat;
import io.keepwatch.ui.page.PageContext;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Creates an API token and shows its key this once, or shows one and revokes it.
final class TokenForm extends Div {

    private enum Expiry {
        DAYS_30("in 30 days", Duration.ofDays(30)), DAYS_90("in 90 days", Duration.ofDays(90)), YEAR("in a year", Duration.ofDays(365)), NEVER("never", null);

        private final String words;
        private final @Nullable Duration after;

        Expiry(String words, @Nullable Duration after) {
            this.words = words;
            this.after = after;
        }

        private @Nullable Instant from(Instant now) {
            return after == null ? null : now.plus(after);
        }
    }

    private TokenForm() {
        addClassName("kw-form");
    }

    static TokenForm create(PageContext page, ApiTokens tokens, CurrentActor actor, Runnable changed) {
        var form = new TokenForm();
        var problem = new Problem();
        var name = new TextField("Name");
        name.setHelperText("what uses it, e.g. grafana");
        Select<Role> role = UserForm.roles(Role.VIEWER);
        var expiry = new Select<Expiry>();
        expiry.setLabel("Expires");
        expiry.setItems(Expiry.values());
        expiry.setItemLabelGenerator(one -> one.words);
        expiry.setValue(Expiry.DAYS_90);
        var key = new Div();
        var create = new Button("Create the token", event -> problem.attempt(() -> {
            var created = tokens.create(actor.get(), name.getValue(), role.getValue(), expiry.getValue().from(page.now()));
            key.removeAll();
            key.add(newKey(created.token().name(), created.key().reveal()));
            name.clear();
            changed.run();
        }));
        create.addThemeVariants(ButtonVariant.PRIMARY);
        form.add(new Paragraph("For programs: Authorization: Bearer <key>. It may do what its role may, until it expires or is revoked."),
                name, role, expiry, problem, create, key);
        return form;
    }

    private static Div newKey(String name, String key) {
        var text = new Span(key);
        text.addClassName("kw-mono");
        var line = new Div(text, new CopyButton(key, "key"));
        line.addClassName("kw-copy-line");
        var words = new Paragraph("The key of " + name + ". It is shown this once; copy it now.");
        var box = new Div(words, line);
        box.addClassName("kw-new-key");
        box.getElement().setAttribute("role", "status");
        return box;
    }

    static TokenForm show(ApiToken token, PageContext page, ApiTokens tokens, CurrentActor actor, Runnable changed) {
        var form = new TokenForm();
        var times = new TimeFormat(page.zone());
        form.add(new KeyValues()
                .put("Role", token.role().word())
                .put("Created", times.near(token.createdAt(), page.now()) + " by " + token.createdBy())
                .put("Expires", token.expiresAt() == null ? "never" : times.near(token.expiresAt(), page.now()))
                .put("Last used", token.lastUsedAt() == null ? "never" : times.near(token.lastUsedAt(), page.now()))
                .put("State", TokenStates.words(token, page.now())));
        if (token.revokedAt() == null) {
            var problem = new Problem();
            var revoke = new Button("Revoke " + token.name(), event -> confirm(token, () -> {
                if (problem.attempt(() -> tokens.revoke(actor.get(), token.id()))) {
                    Notification.show("Token " + token.name() + " is revoked.");
                    changed.run();
                }
            }).open());
            revoke.addThemeVariants(ButtonVariant.ERROR);
            form.add(problem, revoke);
        }
        return form;
    }

    private static ConfirmDialog confirm(ApiToken token, Runnable revoke) {
        var dialog = new ConfirmDialog("Revoke " + token.name(), "Programs with this key are refused at once. This cannot be undone.",
                "Revoke the token", event -> revoke.run(), "Keep it", event -> { });
        dialog.setConfirmButtonTheme("error primary");
        return dialog;
    }
}
