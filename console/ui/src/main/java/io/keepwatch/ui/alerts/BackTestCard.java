package io.keepwatch.ui.alerts;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import io.keepwatch.alerting.backtest.BackTest;
import io.keepwatch.alerting.backtest.BackTestLimits;
import io.keepwatch.alerting.backtest.BackTestResult;
import io.keepwatch.alerting.backtest.Firing;
import io.keepwatch.alerting.backtest.History;
import io.keepwatch.alerting.backtest.Pages;
import io.keepwatch.alerting.backtest.WorstValues;
import io.keepwatch.alerting.rulefile.AlertingRule;
import io.keepwatch.promql.Comparison;
import io.keepwatch.telemetry.TimeRange;
import io.keepwatch.telemetry.series.SeriesStore;
import io.keepwatch.ui.chart.Chart;
import io.keepwatch.ui.chart.ChartData;
import io.keepwatch.ui.chart.ChartEvent;
import io.keepwatch.ui.chart.ChartSeries;
import io.keepwatch.ui.chart.Ink;
import io.keepwatch.ui.chart.Lane;
import io.keepwatch.ui.element.DataCard;
import io.keepwatch.ui.element.EmptyState;
import io.keepwatch.ui.element.KwIcon;
import io.keepwatch.ui.format.Format;
import io.keepwatch.ui.format.TimeFormat;
import io.keepwatch.ui.page.PageChange;
import io.keepwatch.ui.page.PageContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the rule, and the draft of another one, would have done.
final class BackTestCard {

    private static final String SPAN = "span";
    private static final String DEFAULT_SPAN = "24h";
    private static final Map<String, Duration> SPANS = new LinkedHashMap<>();

    static {
        SPANS.put(DEFAULT_SPAN, Duration.ofHours(24));
        SPANS.put("7d", Duration.ofDays(7));
        SPANS.put("14d", Duration.ofDays(14));
        SPANS.put("30d", Duration.ofDays(30));
    }

    private final PageContext page;
    private final History history;
    private final BackTest backTest;
    private final Map<String, NativeButton> spans = new LinkedHashMap<>();
    private final Paragraph verdict = new Paragraph();
    private final Paragraph caution = new Paragraph();
    private final Div numbers = new Div();
    private final Div chartPlace = new Div();
    private final FiringTable table;
    private final DataCard card;
    private @Nullable Duration fitting;
    private Object asked = "";

    BackTestCard(PageContext page, SeriesStore store, History history, Clock clock) {
        this.page = page;
        this.history = history;
        this.backTest = new BackTest(store, history, clock, BackTestLimits.DEFAULT);
        this.table = new FiringTable(page);
        verdict.addClassName("kw-verdict");
        caution.addClassNames("kw-warn", "kw-small");
        numbers.addClassName("kw-numbers");
        chartPlace.addClassName("kw-backtest-chart");
        var seg = new Div();
        seg.addClassName("kw-seg");
        seg.getElement().setAttribute("role", "group").setAttribute("aria-label", "How far back");
        SPANS.forEach((name, length) -> {
            var button = new NativeButton(Format.age(length), event -> {
                fitting = null;
                page.set(SPAN, name.equals(DEFAULT_SPAN) ? null : name);
            });
            spans.put(name, button);
            seg.add(button);
        });
        card = new DataCard(page, "Back-test").action(seg).with(verdict, caution, numbers, chartPlace, table);
    }

    DataCard card() {
        return card;
    }

    /// Nothing can be replayed, and why.
    void nothing(EmptyState why) {
        asked = "";
        card.empty(why);
    }

    BackTest backTest() {
        return backTest;
    }

    void load(PageChange why, Replay.Setting setting, @Nullable AlertingRule now, Draft draft) {
        if (why.quiet()) {
            return;
        }
        String span = page.parameter(SPAN, DEFAULT_SPAN);
        Duration length = fitting == null ? SPANS.getOrDefault(span, SPANS.get(DEFAULT_SPAN)) : fitting;
        spans.forEach((name, button) -> button.getElement().setAttribute("aria-pressed", String.valueOf(fitting == null && name.equals(span))));
        Object asking = List.of(setting, draft, length, page.zone());
        if (why == PageChange.PARAMETERS && asking.equals(asked)) {
            return; // something else on the page was asked for
        }
        asked = asking;
        Instant end = page.now().truncatedTo(ChronoUnit.SECONDS);
        var range = new TimeRange(end.minus(length), end);
        UI ui = UI.getCurrent();
        card.describe("");
        card.load(why, () -> Replay.run(backTest, history, setting, now, draft, range, share ->
                ui.access(() -> card.describe("replayed " + Format.percent(share)))), replay -> show(replay, draft, now, () -> load(why, setting, now, draft)));
    }

    private void show(Replay replay, Draft draft, @Nullable AlertingRule now, Runnable again) {
        BackTestResult shown = replay.shown();
        if (shown == null) {
            refused(replay, again);
            return;
        }
        BackTestResult first = replay.now();
        BackTestResult second = replay.draft();
        long samples = shown.samplesRead() + (first == null || first == shown ? 0 : first.samplesRead());
        card.describe(Format.number(samples) + " samples, " + Format.count(shown.slots(), "evaluation") + " in "
                + Format.duration(shown.took().plus(first == null || first == shown ? Duration.ZERO : first.took()).toNanos()));
        verdict.setText(Verdict.words(first, second, page.zone()));
        caution.setText(Verdict.caution(shown, since(shown, replay.values()), new TimeFormat(page.zone()), page.now()));
        caution.setVisible(!caution.getText().isEmpty());
        showNumbers(first, second);
        showChart(replay, draft, now);
        table.show(first, second, RuleUnit.of(draft.rule()));
    }

    /// The rule itself looks after its data every few minutes only.
    private static @Nullable Instant since(BackTestResult result, @Nullable WorstValues values) {
        Instant known = result.dataSince();
        Instant drawn = values == null ? null : values.since();
        return known == null || drawn != null && drawn.isBefore(known) ? drawn : known;
    }

    private void refused(Replay replay, Runnable again) {
        asked = "";
        card.describe("");
        Duration fits = replay.fits();
        String length = Format.age(replay.range().length());
        if (fits == null) {
            card.refuse("Cannot replay " + length, replay.problem(), again);
            return;
        }
        var shorter = new Button("Replay the last " + Format.age(fits), event -> {
            fitting = fits;
            again.run();
        });
        shorter.addThemeName("small");
        card.empty(new EmptyState(KwIcon.CLOCK, length + " are too long for a back-test",
                "It evaluates each slot as the rule does, and " + replay.problem() + ". The last " + Format.age(fits) + " fit.", shorter));
    }

    private void showNumbers(@Nullable BackTestResult now, @Nullable BackTestResult draft) {
        BackTestResult shown = draft == null ? now : draft;
        numbers.removeAll();
        if (shown == null) {
            return;
        }
        Pages pages = Pages.of(shown, page.zone());
        Pages before = draft == null || now == null ? null : Pages.of(now, page.zone());
        numbers.add(number("Pages", String.valueOf(pages.count()), before == null ? "" : "now " + before.count()),
                number("Pages per week", Format.number(pages.perWeek()), before == null ? "" : "now " + Format.number(before.perWeek())),
                number("At night, 22 to 7", String.valueOf(pages.atNight()), before == null ? "" : "now " + before.atNight()),
                number("Median time to fire", length(pages), before == null ? "" : "now " + length(before)),
                number("Pending, not fired", String.valueOf(shown.nearMisses()),
                        shown.longestMiss() == null ? "" : "the longest " + Format.age(shown.longestMiss())));
    }

    private static String length(Pages pages) {
        return pages.timeToFire() == null ? Format.NONE : Format.age(pages.timeToFire());
    }

    private static Component number(String name, String value, String beside) {
        var title = new Span(name);
        title.addClassNames("kw-t3", "kw-small");
        var big = new Span(value);
        big.addClassName("kw-stat-value");
        var note = new Span(beside);
        note.addClassNames("kw-t3", "kw-small");
        return new Div(title, big, note);
    }

    private void showChart(Replay replay, Draft draft, @Nullable AlertingRule now) {
        chartPlace.removeAll();
        WorstValues values = replay.values();
        if (values == null || values.series().isEmpty()) {
            return;
        }
        RuleUnit unit = RuleUnit.of(draft.rule());
        Comparison comparison = draft.comparison();
        var chart = new Chart(page, "Worst values of " + draft.base().name(), unit.ofChart()).legend();
        Double threshold = comparison == null ? null : comparison.threshold();
        if (threshold != null) {
            chart.threshold(threshold, (draft.changed() ? "draft " : "") + ValueChart.words(comparison, unit));
        }
        List<ChartSeries> series = new ArrayList<>();
        for (WorstValues.Series one : values.series()) {
            series.add(ChartSeries.line(ValueChart.name(one.labels(), "value"), one.values(), Ink.series(series.size())));
        }
        thresholdNow(draft, now, values).ifPresent(series::add);
        List<Lane> lanes = new ArrayList<>();
        lane("Rule now", replay.now(), unit, lanes);
        lane("Draft", replay.draft(), unit, lanes);
        chart.setData(ChartData.of(replay.range(), values.start(), values.step(), series).withLanes(lanes.toArray(Lane[]::new)));
        chartPlace.add(chart);
    }

    private static Optional<ChartSeries> thresholdNow(Draft draft, @Nullable AlertingRule now, WorstValues values) {
        Comparison inUse = now == null || !draft.changed() ? null : Draft.of(now).comparison();
        Double threshold = inUse == null ? null : inUse.threshold();
        if (threshold == null) {
            return Optional.empty();
        }
        var level = new double[values.series().getFirst().values().length];
        Arrays.fill(level, threshold);
        return Optional.of(ChartSeries.line("threshold now", level, Ink.OTHER).dashed(ChartSeries.Dash.DOTTED));
    }

    private void lane(String name, @Nullable BackTestResult result, RuleUnit unit, List<Lane> lanes) {
        if (result != null) {
            var times = new TimeFormat(page.zone());
            lanes.add(new Lane(name, result.firings().stream().map((Firing one) -> new ChartEvent(
                    one.earlier() ? result.range().from() : one.firedAt(), Severity.of(one.labels()).glyph(),
                    "fires at " + times.near(one.firedAt(), page.now()) + ", worst " + unit.text(one.worst()), "")).toList()));
        }
    }
}
