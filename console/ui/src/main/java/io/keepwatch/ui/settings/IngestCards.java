package io.keepwatch.ui.settings;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import io.keepwatch.telemetry.TimeRange;
import io.keepwatch.telemetry.metrics.MetricQuery;
import io.keepwatch.telemetry.metrics.MetricQuery.Aggregation;
import io.keepwatch.telemetry.metrics.MetricReader;
import io.keepwatch.telemetry.metrics.MetricResult;
import io.keepwatch.telemetry.metrics.MetricResult.Series;
import io.keepwatch.ui.chart.Chart;
import io.keepwatch.ui.chart.ChartData;
import io.keepwatch.ui.chart.ChartSeries;
import io.keepwatch.ui.chart.ChartSeries.Dash;
import io.keepwatch.ui.chart.Ink;
import io.keepwatch.ui.chart.Unit;
import io.keepwatch.ui.element.DataCard;
import io.keepwatch.ui.element.EmptyState;
import io.keepwatch.ui.element.KeyValues;
import io.keepwatch.ui.element.KwIcon;
import io.keepwatch.ui.format.Format;
import io.keepwatch.ui.page.PageChange;
import io.keepwatch.ui.page.PageContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What comes in: rows, requests and the time of inserts over the page's range, and this process's counts since its start.
final class IngestCards {

    private static final int POINTS = 120;

    private final PageContext page;
    private final MetricReader metrics;
    private final OwnMetrics own;
    private final List<Line> lines;
    private final KeyValues answers = new KeyValues();
    private final KeyValues refusals = new KeyValues();
    private final DataCard now;

    /// One chart of a stored metric.
    private record Line(String metric, Aggregation aggregation, String label, Chart chart, DataCard card) {}

    IngestCards(PageContext page, MetricReader metrics, OwnMetrics own) {
        this.page = page;
        this.metrics = metrics;
        this.own = own;
        lines = List.of(
                line("Rows stored per second", IngestNames.stored(IngestNames.ROWS_STORED), Aggregation.RATE, "signal", Unit.PER_SECOND),
                line("Requests per second", IngestNames.stored(IngestNames.REQUESTS), Aggregation.RATE, "outcome", Unit.PER_SECOND),
                line("Insert duration, p95", IngestNames.INSERT_SECONDS, Aggregation.P95, "signal", Unit.SECONDS));
        var both = new Div(answers, refusals);
        both.addClassName("kw-cols");
        now = new DataCard(page, "Taken in by this process").with(both);
    }

    private Line line(String title, String metric, Aggregation aggregation, String label, Unit unit) {
        var chart = new Chart(page, title, unit).legend();
        var card = new DataCard(page, title).with(chart);
        card.addClassName("kw-ingest-chart");
        return new Line(metric, aggregation, label, chart, card);
    }

    Div charts() {
        var row = new Div();
        lines.forEach(line -> row.add(line.card));
        row.addClassName("kw-cols");
        return row;
    }

    DataCard now() {
        return now;
    }

    void load(PageChange why) {
        TimeRange range = page.range();
        Duration step = page.step(POINTS);
        for (Line line : lines) {
            var query = new MetricQuery(line.metric, List.of(), line.aggregation, List.of(line.label), range, step, 5);
            line.card.load(why, () -> metrics.query(query), result -> show(line, result, range));
        }
        now.load(why, own::read, this::show);
    }

    private void show(Line line, MetricResult result, TimeRange range) {
        if (result.series().isEmpty()) {
            line.card.empty(new EmptyState(KwIcon.PULSE, "No value in this time", "Keepwatch sends its own metrics every few seconds while it runs."));
            return;
        }
        var series = new ArrayList<ChartSeries>();
        for (Series one : result.series().stream().sorted(Comparator.comparing(s -> s.labels().toString())).toList()) {
            String name = one.labels().getOrDefault(line.label, "all");
            boolean failure = line.label.equals("outcome") && !name.equals("accepted");
            int index = series.size();
            series.add(ChartSeries.line(words(name), one.values(), failure ? Ink.FAILURE : Ink.series(index)).dashed(Dash.series(index)));
        }
        line.chart.setData(ChartData.of(range, result.start(), result.step(), series).stillFilling(page.selection().relative()));
    }

    private void show(OwnMetrics.Reading reading) {
        if (!reading.has(IngestNames.REQUESTS)) {
            now.empty(new EmptyState(KwIcon.PULSE, "This process takes nothing in", "The collectors are other processes; the charts above are of all of them."));
            return;
        }
        now.describe("since its start");
        answers.removeAll();
        reading.by(IngestNames.ROWS_STORED, "signal").forEach((signal, rows) -> answers.put("Rows of " + signal, Format.count(Math.round(rows))));
        reading.by(IngestNames.REQUESTS, "outcome").forEach((outcome, count) -> answers.put("Requests " + words(outcome), Format.count(Math.round(count))));
        refusals.removeAll();
        Map<String, Double> rejected = reading.by(IngestNames.REJECTED, "reason");
        if (rejected.isEmpty()) {
            refusals.put("Rejected", "none");
        }
        rejected.forEach((reason, count) -> refusals.put("Rejected: " + words(reason), Format.count(Math.round(count))));
        refusals.put("In flight", Format.bytes(Math.round(reading.sum(IngestNames.IN_FLIGHT).orElse(0))) + " of "
                + Format.bytes(Math.round(reading.sum(IngestNames.BUDGET).orElse(0))));
        refusals.put("More", new Anchor(page.link("metrics", Map.of("m", IngestNames.stored(IngestNames.REJECTED), "by", "signal,reason")),
                "Rejected records over time"));
    }

    private static String words(String label) {
        return label.replace('_', ' ').toLowerCase(Locale.ROOT);
    }
}
