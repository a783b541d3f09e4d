package io.keepwatch.ui.notification;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import io.keepwatch.access.CurrentActor;
import io.keepwatch.access.Role;
import io.keepwatch.alerting.Silences;
import io.keepwatch.alerting.routing.MatcherSyntaxException;
import io.keepwatch.alerting.routing.MatcherText;
import io.keepwatch.alerting.routing.Silence;
import io.keepwatch.telemetry.series.LabelMatcher;
import io.keepwatch.ui.element.NeedsRole;
import io.keepwatch.ui.element.Refusal;
import io.keepwatch.ui.format.Format;
import io.keepwatch.ui.format.TimeFormat;
import io.keepwatch.ui.page.PageContext;
import io.keepwatch.ui.page.TimePoint;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Makes a silence, or changes one, and shows meanwhile which alerts it matches.
final class SilenceForm extends Div {

    private final PageContext page;
    private final Silences silences;
    private final KnownAlerts alerts;
    private final CurrentActor actor;
    private final Consumer<Silence> saved;
    private final Silence base;
    private final List<LabelMatcher> offered;
    private final TextArea matchers = new TextArea("Mutes alerts with");
    private final Div chips = new Div();
    private final Map<String, NativeButton> lengths = new LinkedHashMap<>();
    private final TextField ends = new TextField("Until");
    private final TextField starts = new TextField("From");
    private final TextField comment = new TextField("Why");
    private final Refusal refusal = new Refusal();
    private final Paragraph verdict = new Paragraph();
    private final AlertLines preview = new AlertLines("No alert of now. It mutes those that come.");
    private final Button save;

    /// @param base  the one to change; with an empty id a new one, with what is known of it already
    /// @param saved is told of it once it is kept
    SilenceForm(PageContext page, Silences silences, KnownAlerts alerts, CurrentActor actor, Silence base, Anchor cancel, Consumer<Silence> saved) {
        this.page = page;
        this.silences = silences;
        this.alerts = alerts;
        this.actor = actor;
        this.saved = saved;
        this.base = base;
        this.offered = base.matchers();
        boolean fresh = base.id().isEmpty();
        save = NeedsRole.guard(new Button(fresh ? "Create the silence" : "Save the silence", event -> save()), actor.get(), Role.OPERATOR);
        save.addThemeVariants(ButtonVariant.PRIMARY);
        addClassNames("kw-form", "kw-silence-form");
        fields(fresh);
        var times = new Div(starts, ends);
        times.addClassName("kw-cols");
        var buttons = new Div(save, cancel);
        buttons.addClassName("kw-row");
        verdict.addClassName("kw-strong");
        verdict.getElement().setAttribute("role", "status");
        add(matchers, chips, durations(), times, comment, refusal, buttons, new H3("Matches now"), verdict, preview);
        look();
    }

    private void fields(boolean fresh) {
        matchers.setHelperText("e.g. {service=\"quotes-api\", severity=~\"warning|info\"}");
        matchers.addClassName("kw-mono-field");
        matchers.setValueChangeMode(ValueChangeMode.LAZY);
        matchers.setValue(offered.isEmpty() ? "" : MatcherText.write(offered));
        matchers.addValueChangeListener(event -> look());
        chips.addClassNames("kw-row", "kw-wrap");
        chips.getElement().setAttribute("role", "group").setAttribute("aria-label", "Labels to match");
        boolean begun = !fresh && !base.startsAt().isAfter(page.now());
        starts.setValue(fresh ? "now" : field(base.startsAt()));
        starts.setReadOnly(begun);
        starts.setValueChangeMode(ValueChangeMode.LAZY);
        starts.addValueChangeListener(event -> showTimes());
        ends.setValue(fresh ? "1h" : field(base.endsAt()));
        ends.setValueChangeMode(ValueChangeMode.LAZY);
        ends.addValueChangeListener(event -> showTimes());
        comment.setValue(base.comment());
        comment.setPlaceholder("for those who come later, e.g. INC-214");
    }

    private String field(Instant at) {
        return new TimeFormat(page.zone()).field(at);
    }

    private Div durations() {
        var row = new Div();
        row.addClassNames("kw-row", "kw-wrap");
        row.getElement().setAttribute("role", "group").setAttribute("aria-label", "How long");
        for (Until.Choice choice : Until.choices(page.now(), page.zone())) {
            var chip = new NativeButton(choice.words(), event -> ends.setValue(choice.text()));
            chip.addClassName("kw-small-button");
            lengths.put(choice.text(), chip);
            row.add(chip);
        }
        return row;
    }

    /// What the texts say by now, and what it would mute.
    private void look() {
        Optional<List<LabelMatcher>> read = read();
        showChips(read.orElse(List.of()));
        showTimes();
        if (read.isEmpty() || read.get().isEmpty()) {
            verdict.setText("");
            preview.show(List.of());
            return;
        }
        List<LabelMatcher> wanted = read.get();
        page.read(this, "alerts", alerts::read, all -> showMatches(all, wanted), refusal::say);
    }

    private void showMatches(List<KnownAlerts.Known> all, List<LabelMatcher> wanted) {
        List<KnownAlerts.Known> matching = KnownAlerts.matching(all, wanted);
        boolean everything = matching.size() == all.size() && all.size() > 1;
        verdict.setText(matching.isEmpty() ? "" : everything ? "Every alert there is now: " + Format.count(all.size())
                : Format.count(matching.size(), "alert") + " of " + Format.count(all.size()));
        verdict.setClassName("kw-warn", everything);
        preview.show(matching);
    }

    /// Empty when the text cannot be read; the field says why.
    private Optional<List<LabelMatcher>> read() {
        try {
            List<LabelMatcher> found = matchers.getValue().isBlank() ? List.of() : MatcherText.parse(matchers.getValue().strip());
            matchers.setInvalid(false);
            return Optional.of(found);
        } catch (MatcherSyntaxException problem) {
            matchers.setErrorMessage(String.valueOf(problem.getMessage()));
            matchers.setInvalid(true);
            return Optional.empty();
        }
    }

    private void showChips(List<LabelMatcher> chosen) {
        chips.removeAll();
        for (LabelMatcher matcher : offered) {
            boolean on = chosen.contains(matcher);
            var chip = new NativeButton(matcher.toString(), event -> toggle(matcher));
            chip.addClassNames("kw-small-button", "kw-mono");
            chip.getElement().setAttribute("aria-pressed", String.valueOf(on));
            chips.add(chip);
        }
        chips.setVisible(offered.size() > 1);
    }

    private void toggle(LabelMatcher matcher) {
        read().ifPresent(now -> {
            var changed = new ArrayList<>(now);
            if (!changed.remove(matcher)) {
                changed.add(matcher);
            }
            matchers.setValue(changed.isEmpty() ? "" : MatcherText.write(changed));
        });
    }

    private Optional<Instant> start() {
        Optional<Instant> typed = TimePoint.parse(starts.getValue(), page.zone()).map(point -> point.resolve(page.now()));
        boolean same = !base.id().isEmpty() && starts.getValue().equals(field(base.startsAt()));
        return same ? Optional.of(base.startsAt()) : typed;
    }

    private void showTimes() {
        Optional<Instant> from = start();
        starts.setErrorMessage("now, or e.g. " + field(page.now().plus(Duration.ofHours(1))));
        starts.setInvalid(from.isEmpty());
        Optional<Instant> end = Until.parse(ends.getValue(), from.orElse(page.now()), page.now(), page.zone());
        ends.setErrorMessage("a while, e.g. 2h, or a time to come, e.g. 08:00");
        ends.setInvalid(end.isEmpty());
        var times = new TimeFormat(page.zone());
        lengths.forEach((text, chip) -> chip.getElement().setAttribute("aria-pressed", String.valueOf(text.equals(ends.getValue().strip()))));
        ends.setHelperText(end.map(at -> times.near(at, page.now()) + " " + times.zoneName(at) + ", for "
                + Format.age(Duration.between(from.orElse(page.now()), at))).orElse(""));
    }

    private void save() {
        Optional<List<LabelMatcher>> wanted = read();
        Optional<Instant> from = start();
        Optional<Instant> end = Until.parse(ends.getValue(), from.orElse(page.now()), page.now(), page.zone());
        if (comment.isEmpty()) {
            comment.setErrorMessage("Say why, for those who come later.");
            comment.setInvalid(true);
            comment.focus();
        }
        if (wanted.isEmpty() || from.isEmpty() || end.isEmpty() || comment.isEmpty()) {
            return;
        }
        var who = actor.get();
        var silence = new Silence(base.id(), wanted.get(), from.get(), end.get(), page.now(), who.name(), comment.getValue().strip());
        save.setEnabled(false);
        page.act(() -> {
            silence.check();
            return silences.save(silence, who);
        }, kept -> {
            save.setEnabled(true);
            refusal.clear();
            saved.accept(kept);
        }, problem -> {
            save.setEnabled(true);
            refusal.say(problem);
        });
    }
}
