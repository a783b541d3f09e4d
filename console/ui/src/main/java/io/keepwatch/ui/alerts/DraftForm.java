package io.keepwatch.ui.alerts;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeDetails;
import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import io.keepwatch.promql.Comparison;
import io.keepwatch.promql.PromQlEngine;
import io.keepwatch.promql.PromQlException;
import io.keepwatch.promql.PromQlText;
import io.keepwatch.promql.syntax.PromQlDuration;
import io.keepwatch.ui.element.CopyButton;
import io.keepwatch.ui.element.StatusBadge;
import io.keepwatch.ui.element.StatusBadge.Tone;
import io.keepwatch.ui.promql.PromQlEditor;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Expression, threshold and `for` of a rule, to be tried out; and the YAML of what was made of it. Rules are files: it is copied there.
final class DraftForm extends Div {

    private static final int KEYSTROKES = 400;

    private final Consumer<Draft> onChange;
    private final PromQlEditor expression = new PromQlEditor("Expression");
    private final TextField threshold = new TextField("Fires at");
    private final TextField hold = new TextField("For at least");
    private final StatusBadge badge = new StatusBadge(Tone.INFO, "Draft");
    private final Button reset = new Button("Back to the rule", event -> reset());
    private final Pre yaml = new Pre();
    private final CopyButton copy = new CopyButton("", "the YAML");
    private final NativeDetails file;
    private @Nullable Draft draft;

    DraftForm(Consumer<Draft> onChange) {
        this.onChange = onChange;
        addClassNames("kw-form", "kw-draft");
        expression.onRun(this::typed);
        threshold.setValueChangeMode(ValueChangeMode.LAZY);
        threshold.setValueChangeTimeout(KEYSTROKES);
        threshold.addValueChangeListener(event -> {
            if (event.isFromClient()) {
                thresholdTyped(event.getValue());
            }
        });
        hold.setValueChangeMode(ValueChangeMode.LAZY);
        hold.setValueChangeTimeout(KEYSTROKES);
        hold.addValueChangeListener(event -> {
            if (event.isFromClient()) {
                typed();
            }
        });
        var fields = new Div(threshold, hold);
        fields.addClassName("kw-cols");
        var run = new Button("Replay", event -> typed());
        run.addThemeName("small");
        reset.addThemeNames("small", "tertiary");
        var buttons = new Div(run, reset, badge);
        buttons.addClassName("kw-row");
        yaml.addClassName("kw-code");
        yaml.getElement().setAttribute("tabindex", "0").setAttribute("aria-label", "YAML of the rule");
        var hint = new Span("Rules are files. Put it where the rule stands; it is read at once.");
        hint.addClassNames("kw-t3", "kw-small");
        var line = new Div(hint, copy);
        line.addClassName("kw-row");
        file = new NativeDetails("YAML for the rule file", new Div(line, yaml));
        file.addClassName("kw-yaml-fold");
        add(expression, fields, buttons, file);
    }

    void show(Draft shown) {
        draft = shown;
        if (!expression.value().equals(shown.expr())) {
            expression.setValue(shown.expr());
        }
        showFields(shown);
        yaml.setText(shown.yaml());
        copy.setText(shown.yaml());
        badge.setVisible(shown.changed());
        reset.setVisible(shown.changed());
        file.setOpen(shown.changed());
    }

    private void showFields(Draft shown) {
        Comparison comparison = shown.comparison();
        Double number = comparison == null ? null : comparison.threshold();
        threshold.setEnabled(number != null);
        threshold.setInvalid(false);
        threshold.setLabel(comparison == null ? "Fires" : "Fires " + firstWord(ValueChart.words(comparison, RuleUnit.NUMBER)));
        threshold.setValue(number == null ? "" : PromQlText.plain(number));
        threshold.setPlaceholder(comparison == null ? "whenever it returns something" : "not a number");
        threshold.setHelperText(number == null ? "" : RuleUnit.of(comparison).text(number));
        hold.setInvalid(false);
        hold.setValue(PromQlDuration.format(shown.holdDuration().toMillis()));
    }

    private static String firstWord(String words) {
        return words.substring(0, words.indexOf(' '));
    }

    private void thresholdTyped(String text) {
        Draft now = draft;
        Comparison comparison = now == null ? null : now.comparison();
        try {
            double number = Double.parseDouble(text.strip());
            if (now != null && comparison != null && comparison.threshold() != null && Double.isFinite(number)) {
                threshold.setInvalid(false);
                onChange.accept(new Draft(now.base(), comparison.with(now.expr(), number), now.holdDuration()));
            }
        } catch (NumberFormatException _) {
            threshold.setErrorMessage("a number, e.g. 0.05");
            threshold.setInvalid(true);
        }
    }

    private void typed() {
        Draft now = draft;
        if (now == null) {
            return;
        }
        String text = expression.value().strip();
        expression.check(true);
        try {
            PromQlEngine.check(text, false);
        } catch (PromQlException _) {
            return; // the editor says what is wrong, and where
        }
        try {
            Duration asked = Duration.ofMillis(PromQlText.durationMillis(hold.getValue().strip()));
            hold.setInvalid(false);
            onChange.accept(new Draft(now.base(), text, asked));
        } catch (IllegalArgumentException _) {
            hold.setErrorMessage("a duration, e.g. 5m");
            hold.setInvalid(true);
        }
    }

    private void reset() {
        if (draft != null) {
            onChange.accept(Draft.of(draft.base()));
        }
    }
}
