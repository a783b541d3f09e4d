package io.keepwatch.ui.alerts;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import io.keepwatch.alerting.AlertEpisode;
import io.keepwatch.alerting.AlertHistory;
import io.keepwatch.alerting.RuleGroupStatus;
import io.keepwatch.alerting.RuleStatus;
import io.keepwatch.alerting.backtest.BackTest;
import io.keepwatch.alerting.backtest.BackTestFailedException;
import io.keepwatch.alerting.backtest.BackTestTooLongException;
import io.keepwatch.alerting.backtest.History;
import io.keepwatch.alerting.evaluation.Alert;
import io.keepwatch.alerting.rulefile.AlertingRule;
import io.keepwatch.promql.PromQlException;
import io.keepwatch.ui.element.DataCard;
import io.keepwatch.ui.element.Glyph;
import io.keepwatch.ui.element.Status;
import io.keepwatch.ui.format.Format;
import io.keepwatch.ui.format.TimeFormat;
import io.keepwatch.ui.page.PageChange;
import io.keepwatch.ui.page.PageContext;
import io.keepwatch.ui.page.TimePoint;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Why a rule did, or did not, fire at an instant: the values of each side, and the state machine's story.
final class WhyCard {

    static final String AT = "at";

    private final PageContext page;
    private final History history;
    private final AlertHistory past;
    private final BackTest backTest;
    private final TextField at = new TextField();
    private final Paragraph verdict = new Paragraph();
    private final Div sides = new Div();
    private final Div story = new Div();
    private final DataCard card;

    WhyCard(PageContext page, History history, AlertHistory past, BackTest backTest) {
        this.page = page;
        this.history = history;
        this.past = past;
        this.backTest = backTest;
        at.setPlaceholder("now");
        at.setAriaLabel("At this time, e.g. 03:10 or now-2h");
        at.setClearButtonVisible(true);
        at.addValueChangeListener(event -> {
            if (event.isFromClient()) {
                asked(event.getValue());
            }
        });
        verdict.addClassName("kw-verdict");
        sides.addClassName("kw-why-sides");
        story.addClassName("kw-why-story");
        card = new DataCard(page, "Why").describe("at").action(at).with(verdict, sides, story);
    }

    DataCard card() {
        return card;
    }

    private void asked(String text) {
        boolean usable = text.isBlank() || point(text).isPresent();
        at.setInvalid(!usable);
        if (usable) {
            page.set(AT, text.strip());
        }
    }

    /// A time of today may be typed alone.
    private Optional<Instant> point(String text) {
        Instant now = page.now();
        String whole = text.strip().matches("\\d{1,2}:\\d{2}(:\\d{2})?") ? now.atZone(page.zone()).toLocalDate() + " "
                + (text.strip().indexOf(':') == 1 ? "0" : "") + text.strip() : text;
        return TimePoint.parse(whole, page.zone()).map(found -> found.resolve(now));
    }

    void load(PageChange why, RuleGroupStatus group, RuleStatus status, AlertingRule rule) {
        String typed = page.parameter(AT, "");
        if (!why.quiet()) {
            at.setValue(typed);
        }
        Instant wanted = point(typed).orElse(page.now());
        card.load(why, () -> read(group, status, rule, wanted), found -> found.ifPresentOrElse(shown -> show(shown, rule),
                () -> card.refuse("Cannot evaluate the rule at this time", "The store did not answer its queries within their limits.",
                        () -> load(PageChange.PARAMETERS, group, status, rule))));
    }

    private Optional<Why> read(RuleGroupStatus group, RuleStatus status, AlertingRule rule, Instant wanted) {
        try {
            return Optional.of(Why.read(backTest, history, past, group, status, rule, wanted));
        } catch (PromQlException | BackTestFailedException | BackTestTooLongException _) {
            return Optional.empty(); // the card says so
        }
    }

    private void show(Why why, AlertingRule rule) {
        var times = new TimeFormat(page.zone());
        verdict.setText(verdict(why, rule));
        sides.removeAll();
        RuleUnit first = RuleUnit.of(rule);
        for (int i = 0; i < why.sides().size(); i++) {
            sides.add(side(why.sides().get(i), i == 0 ? first : RuleUnit.of(why.sides().get(i).comparison())));
        }
        story.removeAll();
        for (String line : story(why, rule, times)) {
            story.add(new Paragraph(line));
        }
    }

    private static String verdict(Why why, AlertingRule rule) {
        List<Alert> alerts = why.replayed().atEnd();
        long firing = alerts.stream().filter(alert -> alert.state() == Alert.State.FIRING).count();
        if (firing > 0) {
            return firing == 1 ? "It fires." : "It fires for " + firing + " label sets.";
        }
        if (!alerts.isEmpty()) {
            return "It does not fire yet: its condition must hold for " + Format.age(rule.holdDuration()) + ".";
        }
        return why.blind() ? "It does not fire: there is no data to decide it." : "It does not fire: its condition does not hold.";
    }

    private Div side(Why.Side side, RuleUnit unit) {
        var expression = new Span(side.comparison().value() + " " + side.comparison().operator() + " " + side.comparison().bound());
        expression.addClassNames("kw-mono", "kw-t2", "kw-why-expr");
        var box = new Div(expression);
        if (side.values().isEmpty()) {
            var none = new Span("returns nothing");
            none.addClassName("kw-t3");
            box.add(none);
        }
        for (Why.Value value : side.values()) {
            var name = new Span(ValueChart.name(value.labels(), "value"));
            name.addClassName("kw-ellipsis");
            name.setTitle(value.labels().toString());
            Double bound = value.bound();
            var numbers = new Span(unit.text(value.value()) + " " + side.comparison().operator() + " " + (bound == null ? "nothing" : unit.text(bound)));
            numbers.addClassName("kw-push");
            var line = new Div(new Status(value.holds() ? Glyph.WARNING : Glyph.GOOD, value.holds() ? "holds" : "does not hold"), name, numbers);
            line.addClassName("kw-why-value");
            box.add(line);
        }
        if (side.left() > 0) {
            var more = new Span("and " + Format.count(side.left()) + " more, farther from it");
            more.addClassNames("kw-t3", "kw-small");
            box.add(more);
        }
        return box;
    }

    private List<String> story(Why why, AlertingRule rule, TimeFormat times) {
        Instant now = page.now();
        List<String> lines = new ArrayList<>();
        lines.add("Evaluated at the slot " + times.seconds(why.slot()) + (why.asked().equals(why.slot()) ? "" : ", asking for " + times.seconds(why.asked()))
                + "; the expression returned " + Format.count(why.returned()) + " series.");
        for (Alert alert : why.replayed().atEnd()) {
            String who = ValueChart.name(alert.labels().without(List.of("alertname", "severity")), rule.name());
            Instant firedAt = alert.firedAt();
            Instant kept = alert.keepFiringSince();
            if (alert.state() == Alert.State.PENDING) {
                lines.add(who + ": pending since " + times.seconds(alert.activeAt()) + ", fires from " + times.seconds(alert.activeAt().plus(rule.holdDuration()))
                        + " on if it goes on.");
            } else if (firedAt != null) {
                lines.add(who + ": condition since " + times.near(alert.activeAt(), now) + ", fires since " + times.near(firedAt, now)
                        + (kept == null ? "" : "; gone since " + times.seconds(kept) + " and kept firing for " + Format.age(rule.keepFiringFor()))
                        + (alert.noDataSince() == null ? "" : "; without data since " + times.seconds(alert.noDataSince())) + ".");
            }
        }
        lines.add(recorded(why, times));
        return lines;
    }

    private String recorded(Why why, TimeFormat times) {
        if (why.recorded().isEmpty()) {
            return "Recorded: no alert of it fired then.";
        }
        AlertEpisode one = why.recorded().getFirst();
        Instant until = one.until();
        return "Recorded: it fired from " + times.near(one.firedAt(), page.now())
                + (until == null ? " and still does" : " for " + Format.age(Duration.between(one.firedAt(), until)))
                + (why.recorded().size() == 1 ? "." : ", and " + Format.count(why.recorded().size() - 1, "more alert") + ".");
    }
}
