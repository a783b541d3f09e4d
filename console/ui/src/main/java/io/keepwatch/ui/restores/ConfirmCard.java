package io.keepwatch.ui.restores;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.Autocomplete;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import io.keepwatch.access.Actor;
import io.keepwatch.access.Role;
import io.keepwatch.backup.RestoreRequest.Mode;
import io.keepwatch.ui.element.Refusal;

/// The last thing before a restore: the name, typed. Pasting is allowed, Enter alone never starts.
final class ConfirmCard extends Div {

    private final Actor actor;
    private final Span before = new Span();
    private final Span name = new Span();
    private final Span after = new Span();
    private final TextField typed = new TextField();
    private final TextField reason = new TextField();
    private final Button start = new Button("Start restore");
    private final Paragraph why = new Paragraph();
    private final Refusal refusal = new Refusal();
    private String expected = "";
    private String blocked = "";
    private Mode mode = Mode.SWAP;
    private boolean starting;

    ConfirmCard(Actor actor, Anchor cancel, Runnable onStart) {
        this.actor = actor;
        addClassNames("kw-card", "kw-confirm");
        name.addClassName("kw-mono");
        typed.setAriaLabel("The name of the database");
        typed.setAutocomplete(Autocomplete.OFF);
        typed.setValueChangeMode(ValueChangeMode.EAGER);
        typed.addValueChangeListener(event -> judge());
        reason.setAriaLabel("Why, for the audit log");
        reason.setPlaceholder("why, e.g. INC-214 (optional)");
        start.addThemeVariants(ButtonVariant.PRIMARY);
        start.addClickListener(event -> {
            if (start.isEnabled()) {
                onStart.run();
            }
        });
        why.addClassNames("kw-small", "kw-t2");
        var words = new Div(before, name, after);
        var row = new Div(typed, reason, start, cancel);
        row.addClassName("kw-row");
        add(words, row, refusal, why);
    }

    String typed() {
        return typed.getValue().strip();
    }

    String reason() {
        return reason.getValue();
    }

    /// @param because why it cannot start yet; empty when only the name is missing
    void show(Mode chosen, String database, String because) {
        mode = chosen;
        expected = database;
        blocked = because;
        name.setText(database);
        boolean replaces = chosen == Mode.SWAP;
        before.setText(replaces ? "Type " : "Makes ");
        after.setText(replaces ? " to replace the running database after the swap" : "; the running database is not touched");
        typed.setVisible(replaces); // a clone replaces nothing
        judge();
    }

    void starting(boolean now) {
        starting = now;
        judge();
    }

    void refused(Exception problem) {
        starting(false);
        refusal.say(problem);
    }

    private void judge() {
        Role needed = mode == Mode.SWAP ? Role.ADMIN : Role.OPERATOR;
        boolean allowed = actor.role().includes(needed);
        boolean matches = mode == Mode.CLONE || typed().equals(expected);
        start.setText(starting ? "Starting …" : mode == Mode.SWAP ? "Start restore" : "Make the clone");
        typed.setInvalid(!typed.isEmpty() && !matches && !expected.startsWith(typed()));
        typed.setErrorMessage(typed.isInvalid() ? "Type " + expected : "");
        start.setEnabled(allowed && matches && blocked.isEmpty() && !starting);
        start.setTooltipText(allowed ? blocked : "needs role " + needed.word());
        why.setText(!allowed ? "Starting needs the role " + needed.word() + "; looking does not."
                : !blocked.isEmpty() ? blocked
                : "Starts as " + actor.name() + ", recorded in the audit log. The restore goes on when this page is closed.");
    }
}
