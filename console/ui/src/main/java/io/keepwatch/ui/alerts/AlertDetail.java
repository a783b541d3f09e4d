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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The chosen alert, at the right of the list: what is wrong, since when, how it looks, what to do, what it did before.
final class AlertDetail {

    private static final Duration PAST = Duration.ofDays(30);
    private static final int MOST_EPISODES = 20;
    private static final Set<String> SHOWN_ELSEWHERE = Set.of("summary", "description", "message", "runbook_url");
    private static final String RESTORE = "restore_";
    private static final Pattern INSTANT = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z");

    private final PageContext page;
    private final History history;
    private final AlertHistory past;
    private final Div head = new Div();
    private final Div chartPlace = new Div();
    private final Div facts = new Div();
    private final Div episodes = new Div();
    private final DataCard card;
    private @Nullable Chart chart;
    private String shownKey = "";

    AlertDetail(PageContext page, History history, AlertHistory past) {
        this.page = page;
        this.history = history;
        this.past = past;
        head.addClassName("kw-alert-head");
        chartPlace.addClassName("kw-alert-chart");
        facts.addClassName("kw-alert-facts");
        episodes.addClassName("kw-alert-facts");
        card = new DataCard(page, "Alert").with(head, chartPlace, facts, episodes);
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

    private record Found(ValueChart.@Nullable Values values, String problem, List<AlertEpisode> episodes) {}

    void load(PageChange why, AlertBoard board, AlertItem alert) {
        boolean other = !alert.key().equals(shownKey);
        Optional<AlertingRule> rule = board.rule(alert).map(RuleStatus::rule).filter(AlertingRule.class::isInstance).map(AlertingRule.class::cast);
        card.load(other ? PageChange.PARAMETERS : why, () -> read(alert, rule), found -> show(board, alert, rule, found, other));
    }

    private Found read(AlertItem alert, Optional<AlertingRule> rule) {
        List<AlertEpisode> before = past.episodes(new AlertHistory.Scope(page.now().minus(PAST), page.now().plusSeconds(60), null, alert.id(), MOST_EPISODES));
        if (rule.isEmpty()) {
            return new Found(null, "Its rule is no longer in use.", before);
        }
        Comparison comparison = first(rule.get());
        try {
            return new Found(ValueChart.read(page, history, rule.get().expr(), comparison, labels -> from(alert, labels)), "", before);
        } catch (PromQlException problem) {
            return new Found(null, String.valueOf(problem.getMessage()), before);
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
        showFacts(alert);
        showEpisodes(found.episodes);
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
        restore(alert).ifPresent(head::add);
        head.add(ways(board, alert));
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

    /// What the join with the backups says, if the alert is about something that is backed up.
    private Optional<Component> restore(AlertItem alert) {
        var values = new KeyValues();
        var ways = new Div();
        alert.annotations().entrySet().stream().filter(one -> one.getKey().startsWith(RESTORE)).forEach(one -> {
            String name = one.getKey().substring(RESTORE.length());
            switch (name) {
                case "url" -> ways.add(way("Restore to this point", one.getValue()));
                case "data_loss_seconds" -> values.put("would be lost", lost(one.getValue()));
                default -> values.put(name.replace('_', ' '), INSTANT.matcher(one.getValue()).replaceAll(found -> near(found.group())));
            }
        });
        if (values.getChildren().findAny().isEmpty()) {
            return Optional.empty();
        }
        boolean point = ways.getChildren().findAny().isPresent();
        var title = new Span((point ? Glyph.POINT_VERIFIED : Glyph.POINT_UNSAFE).decorative(), new Span("Can we get it back?"));
        title.addClassNames("kw-status", "kw-strong");
        var box = new Div(title, values, ways);
        box.addClassNames("kw-proof", point ? "keep" : "crit");
        return Optional.of(box);
    }

    private String near(String instant) {
        Instant at = Instant.parse(instant);
        var times = new TimeFormat(page.zone());
        return times.near(at, page.now()) + " " + times.zoneName(at);
    }

    private static String lost(String seconds) {
        return seconds.matches("\\d{1,12}") ? "what was written in " + Format.age(Duration.ofSeconds(Long.parseLong(seconds))) : seconds;
    }

    private Div ways(AlertBoard board, AlertItem alert) {
        var ways = new Div();
        ways.addClassNames("kw-row", "kw-wrap");
        if (!alert.runbook().isEmpty()) {
            var runbook = way("Runbook", alert.runbook());
            runbook.setTarget("_blank");
            runbook.setRouterIgnore(true);
            ways.add(runbook);
        }
        board.rule(alert).flatMap(rule -> board.group(rule).map(group -> way("Rule", AlertLinks.rule(page, group, rule)))).ifPresent(ways::add);
        if (!alert.service().isEmpty()) {
            ways.add(way("Traces", AlertLinks.traces(alert)), way("Logs", AlertLinks.logs(alert)),
                    way("Service", page.link("services/" + alert.service())));
        }
        return ways;
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
        alert.annotations().entrySet().stream().filter(one -> !SHOWN_ELSEWHERE.contains(one.getKey()) && !one.getKey().startsWith(RESTORE))
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

    private void showEpisodes(List<AlertEpisode> before) {
        var times = new TimeFormat(page.zone());
        episodes.removeAll();
        episodes.add(new H3("History"));
        var words = new Span(before.isEmpty() ? "It did not fire in the last 30 d." : "Fired " + (before.size() == MOST_EPISODES ? "at least " : "")
                + (before.size() == 1 ? "once" : Format.count(before.size(), "time")) + " in 30 d");
        words.addClassNames("kw-t3", "kw-small");
        episodes.add(words);
        for (AlertEpisode episode : before) {
            Instant until = episode.until();
            var length = new Span(until == null ? "still fires" : "for " + Format.age(Duration.between(episode.firedAt(), until)));
            length.addClassNames("kw-t2", "kw-push");
            var row = new NativeButton("", event -> look(episode));
            row.add((until == null ? Glyph.CRITICAL : Glyph.GOOD).decorative(), new Span(times.near(episode.firedAt(), page.now())), length);
            row.addClassName("kw-run-row");
            row.setTitle("Show the time around it");
            episodes.add(row);
        }
    }

    private void look(AlertEpisode episode) {
        Instant until = episode.until() == null ? page.now() : episode.until();
        Duration margin = Duration.between(episode.firedAt(), until).plus(Duration.ofMinutes(15));
        page.select(TimeSelection.between(episode.firedAt().minus(margin), until.plus(margin)));
    }
}
