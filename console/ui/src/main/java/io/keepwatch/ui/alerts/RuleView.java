package io.keepwatch.ui.alerts;

import com.vaadin.flow.component.dependency.JsModule;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Route;
import io.keepwatch.alerting.AlertEpisode;
import io.keepwatch.alerting.AlertHistory;
import io.keepwatch.alerting.RuleGroupStatus;
import io.keepwatch.alerting.RuleGroups;
import io.keepwatch.alerting.RuleStatus;
import io.keepwatch.alerting.backtest.History;
import io.keepwatch.alerting.rulefile.AlertingRule;
import io.keepwatch.prometheus.Queries;
import io.keepwatch.promql.Comparison;
import io.keepwatch.promql.PromQlException;
import io.keepwatch.promql.PromQlText;
import io.keepwatch.promql.syntax.PromQlDuration;
import io.keepwatch.telemetry.series.SeriesStore;
import io.keepwatch.ui.chart.Chart;
import io.keepwatch.ui.chart.ChartEvent;
import io.keepwatch.ui.chart.Lane;
import io.keepwatch.ui.element.DataCard;
import io.keepwatch.ui.element.EmptyState;
import io.keepwatch.ui.element.Glyph;
import io.keepwatch.ui.element.KwIcon;
import io.keepwatch.ui.format.Format;
import io.keepwatch.ui.format.TimeFormat;
import io.keepwatch.ui.page.PageChange;
import io.keepwatch.ui.page.PageContext;
import io.keepwatch.ui.page.Watching;
import io.keepwatch.ui.shell.Trail;
import jakarta.annotation.security.PermitAll;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One rule: how it is, what it compares, why it did or did not fire, and what another threshold would have done.
@Route("alerts/rules/:group/:name")
@PermitAll
@StyleSheet("context://kw/kw-settings.css")
@StyleSheet("context://kw/kw-vault.css")
@StyleSheet("context://kw/kw-promql.css")
@StyleSheet("context://kw/kw-alerts.css")
@JsModule("context://kw/kw-chart.js") // asked for with the page: charts are made when their data arrives
final class RuleView extends Main implements BeforeEnterObserver, Trail {

    static final String EXPR = "expr";
    static final String FOR = "for";

    private static final Duration PAST = Duration.ofDays(30);
    private static final int MOST_EPISODES = 200;

    private record Found(RuleGroupStatus group, RuleStatus rule, List<AlertEpisode> episodes, ValueChart.@Nullable Values values, String problem) {}

    private final PageContext page;
    private final RuleGroups groups;
    private final AlertHistory past;
    private final History history;
    private final H2 sentence = new H2();
    private final Span state = new Span();
    private final DataCard gate;
    private final DraftForm form;
    private final DataCard formCard;
    private final RuleFacts facts;
    private final Div chartPlace = new Div();
    private final BackTestCard backTest;
    private final WhyCard why;
    private final TestsCard tests;
    private final Div columns;
    private String groupName = "";
    private String name = "";
    private @Nullable Chart chart;
    private String charted = "";

    RuleView(PageContext page, RuleGroups groups, AlertHistory past, Queries queries, SeriesStore store, Clock clock) {
        this.page = page;
        this.groups = groups;
        this.past = past;
        this.history = new QueriedHistory(queries);
        setId("content");
        addClassName("kw-page");
        sentence.addClassName("kw-sentence");
        state.addClassName("kw-t2");
        chartPlace.addClassName("kw-rule-chart");
        gate = new DataCard(page, "Value").with(chartPlace);
        form = new DraftForm(this::drafted);
        facts = new RuleFacts(page);
        formCard = new DataCard(page, "Rule").with(form, facts);
        formCard.content();
        backTest = new BackTestCard(page, store, history, clock);
        why = new WhyCard(page, history, past, backTest.backTest());
        tests = new TestsCard(page, groups, history);
        var left = new Div(formCard, tests.card());
        left.addClassName("kw-col");
        var right = new Div(gate, backTest.card(), why.card());
        right.addClassName("kw-col");
        columns = new Div(left, right);
        columns.addClassName("kw-rule-split");
        add(new Div(sentence, state), columns);
        var watching = new Watching(page, this, () -> load(PageChange.TICK));
        watching.something(false);
        page.onChange(this, this::load);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        groupName = event.getRouteParameters().get("group").orElse("");
        name = event.getRouteParameters().get("name").orElse("");
    }

    @Override
    public List<Crumb> trail() {
        return List.of(new Crumb("Alerts", "alerts"), new Crumb("Rules", "alerts/rules"));
    }

    @Override
    public String heading() {
        return name;
    }

    private void load(PageChange change) {
        gate.load(change, this::read, found -> found.ifPresentOrElse(one -> show(change, one), this::gone));
    }

    private Optional<Found> read() {
        List<RuleGroupStatus> named = groups.groups().stream().filter(group -> group.group().name().equals(groupName)).toList();
        Optional<String> id = page.parameter(AlertLinks.RULE);
        for (RuleGroupStatus group : named) {
            for (RuleStatus rule : group.rules()) {
                if (id.isPresent() ? id.get().equals(rule.id()) : rule.rule().name().equals(name)) {
                    return Optional.of(found(group, rule));
                }
            }
        }
        return Optional.empty();
    }

    private Found found(RuleGroupStatus group, RuleStatus rule) {
        Instant from = page.now().minus(PAST);
        Instant earliest = page.range().from().isBefore(from) ? page.range().from() : from;
        List<AlertEpisode> episodes = past.episodes(new AlertHistory.Scope(earliest, page.now().plusSeconds(60), rule.id(), null, MOST_EPISODES));
        try {
            Comparison comparison = Comparison.of(rule.rule().expr()).stream().findFirst().orElse(null);
            return new Found(group, rule, episodes, ValueChart.read(page, history, rule.rule().expr(), comparison, _ -> true), "");
        } catch (PromQlException problem) {
            return new Found(group, rule, episodes, null, String.valueOf(problem.getMessage()));
        }
    }

    private void gone() {
        sentence.setText("");
        state.setText("");
        gate.empty(new EmptyState(KwIcon.LIST, "There is no rule " + name + " in a group " + groupName,
                "It may have been taken out of its file, or the file cannot be read.", new Anchor(page.link("alerts/rules"), "All rules")));
        formCard.setShown(false);
        tests.card().setShown(false);
        backTest.card().setShown(false);
        why.card().setShown(false);
    }

    private void show(PageChange change, Found found) {
        RuleHealth health = RuleHealth.of(found.rule);
        sentence.setText(words(found, health));
        state.setText(health.reason());
        facts.show(found.group, found.rule);
        showChart(found);
        boolean alerts = found.rule.rule() instanceof AlertingRule;
        formCard.setShown(true);
        form.setVisible(alerts);
        tests.card().setShown(alerts);
        backTest.card().setShown(alerts);
        why.card().setShown(alerts);
        if (found.rule.rule() instanceof AlertingRule rule) {
            Draft draft = draft(rule);
            if (!change.quiet()) {
                form.show(draft);
            }
            tests.show(found.group, rule, newest(found));
            var setting = new Replay.Setting(found.group.group(), found.group.interval(), found.group.queryOffset());
            backTest.load(change, setting, rule, draft);
            why.load(change, found.group, found.rule, rule);
        }
    }

    private String words(Found found, RuleHealth health) {
        if (health.firing() && !found.rule.alerts().isEmpty()) {
            AlertItem worst = AlertItem.of(found.rule.alerts().getFirst());
            return worst.sentence().isEmpty() ? "It " + health.words() : worst.sentence();
        }
        return found.rule.rule() instanceof AlertingRule ? "The rule is " + plain(health.words()) + times(found) : "Records " + found.rule.rule().name();
    }

    private static String plain(String words) {
        return words.equals("fails") ? "failing" : words.equals("no data") ? "without data" : words;
    }

    private String times(Found found) {
        int count = found.episodes.size();
        return count == 0 ? "; it did not fire in 30 d" : "; it fired " + (count == 1 ? "once" : Format.count(count, "time")) + " in 30 d, last at "
                + new TimeFormat(page.zone()).near(found.episodes.getFirst().firedAt(), page.now());
    }

    /// The alert that fires, else the newest one that did.
    private static Optional<AlertItem> newest(Found found) {
        return found.rule.alerts().stream().map(AlertItem::of).filter(alert -> alert.state() != AlertItem.State.PENDING).findFirst()
                .or(() -> found.episodes.stream().map(AlertItem::of).findFirst());
    }

    private Draft draft(AlertingRule rule) {
        String expr = page.parameter(EXPR, rule.expr());
        Duration hold = page.parameter(FOR).map(RuleView::duration).orElse(rule.holdDuration());
        return new Draft(rule, expr, hold == null ? rule.holdDuration() : hold);
    }

    static @Nullable Duration duration(String text) {
        try {
            return Duration.ofMillis(PromQlText.durationMillis(text));
        } catch (IllegalArgumentException _) {
            return null; // of a link that was written by hand
        }
    }

    private void drafted(Draft draft) {
        boolean sameExpr = draft.expr().equals(draft.base().expr());
        boolean sameHold = draft.holdDuration().equals(draft.base().holdDuration());
        page.set(Map.of(EXPR, sameExpr ? "" : draft.expr(), FOR, sameHold ? "" : PromQlDuration.format(draft.holdDuration().toMillis())));
    }

    private void showChart(Found found) {
        ValueChart.Values values = found.values;
        if (values == null || values.series().isEmpty()) {
            chart = null;
            gate.describe("");
            gate.empty(new EmptyState(KwIcon.CHART, values == null ? "The expression cannot be drawn" : "No value in this time",
                    values == null ? found.problem : "Nothing that the expression compares has a value between " + new TimeFormat(page.zone()).range(page.range()) + "."));
            return;
        }
        Comparison comparison = Comparison.of(found.rule.rule().expr()).stream().findFirst().orElse(null);
        RuleUnit unit = RuleUnit.of(found.rule.rule());
        String key = found.rule.id() + found.rule.rule().expr();
        Chart drawn = chart;
        if (drawn == null || !charted.equals(key)) {
            drawn = ValueChart.chart(page, "Value of " + name, unit, comparison);
            drawn.pointLink("Why then", "alerts/rules/" + groupName + "/" + name + "?from=" + page.selection().from().text() + "&at={to}");
            chart = drawn;
            charted = key;
            chartPlace.removeAll();
            chartPlace.add(drawn);
        }
        gate.describe((comparison == null ? "what it returns" : "fires " + ValueChart.words(comparison, unit))
                + (values.left() == 0 ? "" : ", the worst " + values.series().size() + " of " + (values.series().size() + values.left()) + " series"));
        if (found.rule.rule() instanceof AlertingRule) {
            ValueChart.show(drawn, values, List.of(), new Lane("Fired", events(found)));
        } else {
            ValueChart.show(drawn, values, List.of());
        }
    }

    private List<ChartEvent> events(Found found) {
        var times = new TimeFormat(page.zone());
        List<ChartEvent> events = new ArrayList<>();
        for (AlertEpisode episode : found.episodes) {
            String which = ValueChart.name(episode.last().labels().without(List.of("alertname", "severity")), name);
            events.add(new ChartEvent(episode.firedAt(), Severity.of(episode.last().labels()).glyph(), which + " fires, " + times.near(episode.firedAt(), page.now()),
                    AlertLinks.alert(page, AlertItem.of(episode).key())));
            Instant until = episode.until();
            if (until != null) {
                events.add(new ChartEvent(until, Glyph.GOOD, which + " resolved after " + Format.age(Duration.between(episode.firedAt(), until)), ""));
            }
        }
        return events.stream().filter(event -> !event.at().isBefore(page.range().from()) && !event.at().isAfter(page.range().to())).toList();
    }
}
