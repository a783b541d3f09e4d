package io.keepwatch.ui.alerts;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import io.keepwatch.alerting.AlertEpisode;
import io.keepwatch.alerting.AlertHistory;
import io.keepwatch.alerting.RuleStatus;
import io.keepwatch.alerting.backtest.History;
import io.keepwatch.alerting.rulefile.AlertingRule;
import io.keepwatch.promql.Comparison;
import io.keepwatch.promql.PromQlException;
import io.keepwatch.telemetry.series.Labels;
import io.keepwatch.ui.alerts.AlertItem.State;
import io.keepwatch.ui.alerts.AlertTelling.Told;
import io.keepwatch.ui.chart.Chart;
import io.keepwatch.ui.chart.ChartEvent;
import io.keepwatch.ui.element.CopyButton;
import io.keepwatch.ui.element.DataCard;
import io.keepwatch.ui.element.EmptyState;
import io.keepwatch.ui.element.Glyph;
import io.keepwatch.ui.element.KeyValues;
import io.keepwatch.ui.element.KwIcon;
import io.keepwatch.ui.element.StatusBadge;
import io.keepwatch.ui.element.StatusBadge.Tone;
import io.keepwatch.ui.format.Format;
import io.keepwatch.ui.format.TimeFormat;
import io.keepwatch.ui.page.PageChange;
import io.keepwatch.ui.page.PageContext;
import io.keepwatch.ui.page.TimeSelection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The chosen alert, at the right of the list: what is wrong, since when, how it looks, what to do, what it did before.
final class AlertDetail {

    private static final String RUNBOOK = "Runbook";
    private static final Set<String> SHOWN_ELSEWHERE = Set.of("summary", "description", "message", "runbook_url");

    private final PageContext page;
    private final History history;
    private final EpisodeList episodes;
    private final AlertTelling telling;
    private final ToldPart told;
    private final Div head = new Div();
    private final Div ways = new Div();
    private final Div chartPlace = new Div();
    private final Div facts = new Div();
    private final DataCard card;
    private @Nullable Chart chart;
    private String shownKey = "";
    private Map<String, String> shownWays = Map.of();

    AlertDetail(PageContext page, History history, AlertHistory past, AlertTelling telling) {
        this.page = page;
        this.history = history;
        this.telling = telling;
        told = new ToldPart(page);
        episodes = new EpisodeList(page, past);
        head.addClassName("kw-alert-head");
        ways.addClassNames("kw-row", "kw-wrap", "kw-alert-ways");
        chartPlace.addClassName("kw-alert-chart");
        facts.addClassName("kw-alert-facts");
        card = new DataCard(page, "Alert").with(head, ways, chartPlace, told, facts, episodes);
        card.addClassNames("kw-alert-detail", "kw-fill");
    }

    DataCard card() {
        return card;
    }

    void none(boolean anything) {
        shownKey = "";
        card.setTitle("Alert");
        card.describe("");
        card.empty(new EmptyState(KwIcon.BELL, anything ? "No alert is chosen" : "Nothing to look at",
                anything ? "Choose one at the left, or step through them with J and K." : "An alert that fires is told here in full."));
    }

    private record Found(ValueChart.@Nullable Values values, String problem, List<AlertEpisode> episodes, Told told) {}

    void load(PageChange why, AlertBoard board, AlertItem alert) {
        boolean other = !alert.key().equals(shownKey);
        Optional<AlertingRule> rule = board.rule(alert).map(RuleStatus::rule).filter(AlertingRule.class::isInstance).map(AlertingRule.class::cast);
        card.load(other ? PageChange.PARAMETERS : why, () -> read(alert, rule), found -> show(board, alert, rule, found, other));
    }

    private Found read(AlertItem alert, Optional<AlertingRule> rule) {
        List<AlertEpisode> before = episodes.read(alert);
        Told known = telling.read(alert);
        if (rule.isEmpty()) {
            return new Found(null, "Its rule is no longer in use.", before, known);
        }
        Comparison comparison = first(rule.get());
        try {
            return new Found(ValueChart.read(page, history, rule.get().expr(), comparison, labels -> from(alert, labels)), "", before, known);
        } catch (PromQlException problem) {
            return new Found(null, String.valueOf(problem.getMessage()), before, known);
        }
    }

    private static boolean from(AlertItem alert, Labels series) {
        Labels source = alert.source();
        return source != null ? series.equals(source) : alert.labels().toMap().entrySet().containsAll(series.toMap().entrySet());
    }

    static @Nullable Comparison first(AlertingRule rule) {
        return Comparison.of(rule.expr()).stream().findFirst().orElse(null);
    }

    private void show(AlertBoard board, AlertItem alert, Optional<AlertingRule> rule, Found found, boolean other) {
        shownKey = alert.key();
        card.setTitle(alert.name());
        card.describe("");
        showHead(board, alert);
        showChart(alert, rule, found, other);
        if (other) {
            showFacts(alert);
        }
        told.show(alert, found.told);
        episodes.show(found.episodes);
    }

    private void showHead(AlertBoard board, AlertItem alert) {
        var times = new TimeFormat(page.zone());
        head.removeAll();
        var sentence = new Paragraph(alert.sentence());
        sentence.addClassName("kw-verdict");
        String severity = alert.labels().get("severity");
        var state = new Div(badge(alert, severity), new Span(when(alert, times)));
        state.addClassNames("kw-row", "kw-t2");
        state.getElement().setAttribute("title", times.full(alert.since()));
        head.add(state, sentence);
        String description = alert.annotations().getOrDefault("description", "");
        if (!description.isBlank() && !description.equals(alert.sentence())) {
            var text = new Paragraph(description);
            text.addClassName("kw-t2");
            head.add(text);
        }
        Instant silent = alert.silentSince();
        if (alert.state() == State.NO_DATA && silent != null) {
            var text = new Paragraph("There has been no data since " + times.near(silent, page.now())
                    + ", and nothing says that the series ended. It may still be wrong; nobody can see it.");
            text.addClassName("kw-warn");
            head.add(text);
        }
        new RestoreBox(page).of(alert).ifPresent(head::add);
        showWays(board, alert);
    }

    private static StatusBadge badge(AlertItem alert, String severity) {
        String words = AlertGrid.words(alert.state());
        return switch (alert.state()) {
            case FIRING -> new StatusBadge(alert.severity().tone(), severity.isEmpty() ? words : severity);
            case NO_DATA -> new StatusBadge(Tone.WARNING, words);
            case PENDING -> new StatusBadge(Tone.NEUTRAL, words);
            case RESOLVED -> new StatusBadge(Tone.GOOD, words);
        };
    }

    private String when(AlertItem alert, TimeFormat times) {
        Instant now = page.now();
        Instant until = alert.until();
        String since = times.near(alert.since(), now);
        return switch (alert.state()) {
            case FIRING, NO_DATA -> "fires since " + since + ", for " + Format.age(Duration.between(alert.since(), now));
            case PENDING -> "its condition holds since " + since;
            case RESOLVED -> "fired at " + since + " for " + Format.age(Duration.between(alert.since(), until == null ? now : until));
        };
    }

    /// They stay as long as they are the same: the one with the focus keeps it.
    private void showWays(AlertBoard board, AlertItem alert) {
        Map<String, String> addresses = new LinkedHashMap<>();
        addresses.put(RUNBOOK, alert.runbook());
        addresses.put("Rule", board.rule(alert).flatMap(rule -> board.group(rule).map(group -> AlertLinks.rule(page, group, rule))).orElse(""));
        addresses.put("Silence …", alert.state() == State.RESOLVED || board.isSilenced(alert) ? "" : AlertLinks.silence(page, alert.labels()));
        addresses.put("Silenced …", board.isSilenced(alert) ? page.link("alerts/silences", Map.of("silence", board.silenced().get(alert.key()).id())) : "");
        if (!alert.service().isEmpty()) {
            addresses.put("Traces", AlertLinks.traces(alert));
            addresses.put("Logs", AlertLinks.logs(alert));
            addresses.put("Service", page.link("services/" + alert.service()));
        }
        addresses.values().removeIf(String::isEmpty);
        if (!addresses.equals(shownWays)) {
            shownWays = addresses;
            ways.removeAll();
            addresses.forEach((words, address) -> {
                var way = way(words, address);
                if (words.equals(RUNBOOK)) {
                    way.setTarget("_blank");
                    way.setRouterIgnore(true);
                }
                ways.add(way);
            });
        }
    }

    static Anchor way(String words, String address) {
        var way = new Anchor(address, words);
        way.addClassName("kw-small-button");
        return way;
    }

    private void showChart(AlertItem alert, Optional<AlertingRule> rule, Found found, boolean other) {
        ValueChart.Values values = found.values;
        if (values == null || rule.isEmpty() || values.series().isEmpty()) {
            chart = null;
            var words = new Paragraph(found.problem.isEmpty() ? "No value in the time that the page shows." : found.problem);
            words.addClassName("kw-t3");
            chartPlace.removeAll();
            chartPlace.add(words);
            return;
        }
        Chart drawn = chart;
        if (drawn == null || other) {
            drawn = ValueChart.chart(page, "Value of " + alert.name(), RuleUnit.of(rule.get()), first(rule.get()));
            chart = drawn;
            chartPlace.removeAll();
            chartPlace.add(drawn);
        }
        List<ChartEvent> marks = new ArrayList<>();
        if (alert.state() != State.PENDING) {
            marks.add(new ChartEvent(alert.since(), alert.severity().glyph(), "fires", ""));
        }
        Instant until = alert.until();
        if (until != null) {
            marks.add(new ChartEvent(until, Glyph.GOOD, "resolved", ""));
        }
        ValueChart.show(drawn, values, marks);
    }

    private void showFacts(AlertItem alert) {
        facts.removeAll();
        var labels = new KeyValues();
        alert.labels().without("alertname").toMap().forEach(labels::copyable);
        var title = new H3("Labels");
        var copy = new CopyButton(alert.labels().toString(), "labels");
        var line = new Div(title, copy);
        line.addClassName("kw-row");
        facts.add(line, labels);
        var annotations = new KeyValues();
        alert.annotations().entrySet().stream().filter(one -> !SHOWN_ELSEWHERE.contains(one.getKey()) && !one.getKey().startsWith(RestoreBox.PREFIX))
                .forEach((Map.Entry<String, String> one) -> annotations.put(one.getKey(), linked(one.getValue())));
        if (annotations.getChildren().findAny().isPresent()) {
            facts.add(new H3("Annotations"), annotations);
        }
    }

    private static Component linked(String text) {
        if (!text.matches("https?://\\S+|/\\S*")) {
            return new Span(text);
        }
        var link = new Anchor(text, text);
        link.setRouterIgnore(true);
        return link;
    }
}
