package io.keepwatch.ui.metrics;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import io.keepwatch.telemetry.TimeRange;
import io.keepwatch.telemetry.metrics.MetricInfo;
import io.keepwatch.telemetry.metrics.MetricQuery;
import io.keepwatch.telemetry.metrics.MetricQuery.Aggregation;
import io.keepwatch.telemetry.metrics.MetricReader;
import io.keepwatch.telemetry.metrics.MetricResult;
import io.keepwatch.ui.chart.Chart;
import io.keepwatch.ui.chart.ChartData;
import io.keepwatch.ui.chart.SeriesTable;
import io.keepwatch.ui.chart.Unit;
import io.keepwatch.ui.element.DataCard;
import io.keepwatch.ui.element.EmptyState;
import io.keepwatch.ui.element.KeyHint;
import io.keepwatch.ui.element.KwIcon;
import io.keepwatch.ui.format.Format;
import io.keepwatch.ui.metrics.MetricChoice.Shape;
import io.keepwatch.ui.page.PageChange;
import io.keepwatch.ui.page.PageContext;
import io.keepwatch.ui.page.TimeSelection;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The answer: the chart and its legend, which is a table.
final class MetricChart {

    private static final int POINTS = 240;
    /// of these all groups are read, so that "others" is their true sum
    private static final int MOST_GROUPS = 2_000;

    private final PageContext page;
    private final MetricReader metrics;
    private final Chart chart;
    private final SeriesTable table;
    private final Map<Shape, NativeButton> shapes = new EnumMap<>(Shape.class);
    private final Span names = new Span();
    private final Anchor traces = new Anchor();
    private final DataCard card;
    private final Div legend;

    MetricChart(PageContext page, MetricReader metrics) {
        this.page = page;
        this.metrics = metrics;
        chart = new Chart(page, "Metric", Unit.NONE);
        table = new SeriesTable(chart);
        table.onChoose(event -> page.set(MetricChoice.ONLY, event.name()));
        card = new DataCard(page, "Chart").action(shapeButtons()).with(chart);
        card.addClassNames("kw-fill", "kw-metric-chart");
        names.addClassNames("kw-push", "kw-ellipsis");
        var foot = new Div(new KeyHint("show only one", "Click"), new KeyHint("zoom time", "Drag"), new KeyHint("table", "T"), names, traces);
        foot.addClassName("kw-card-foot");
        legend = new Div(table, foot);
        legend.addClassNames("kw-card", "kw-metric-legend");
    }

    DataCard card() {
        return card;
    }

    Div legend() {
        return legend;
    }

    private Div shapeButtons() {
        var segment = new Div();
        segment.addClassName("kw-seg");
        segment.getElement().setAttribute("role", "group").setAttribute("aria-label", "How it is drawn");
        for (Shape shape : Shape.values()) {
            var button = new NativeButton(shape.title(), event -> page.set(MetricChoice.SHAPE, shape == Shape.LINES ? null : shape.word()));
            shapes.put(shape, button);
            segment.add(button);
        }
        return segment;
    }

    private record Answer(MetricResult result, Duration took, String service, String blame) {}

    void load(PageChange why, MetricInfo metric, MetricChoice choice, List<String> labels) {
        Aggregation aggregation = Aggregations.chosen(metric, choice.aggregation());
        TimeRange range = page.range();
        var query = new MetricQuery(metric.name(), choice.filters(), aggregation, choice.groupBy(), range, page.step(POINTS), MOST_GROUPS);
        shapes.forEach((shape, button) -> button.getElement().setAttribute("aria-pressed", String.valueOf(shape == choice.shape())));
        card.setTitle(Aggregations.label(aggregation) + ", " + metric.name());
        card.load(why, () -> {
            long started = System.nanoTime();
            MetricResult result = metrics.query(query);
            var took = Duration.ofNanos(System.nanoTime() - started);
            String blame = result.series().isEmpty() ? NoSeries.blame(metrics, metric, choice.filters(), range) : "";
            return new Answer(result, took, ServiceOf.query(metrics, metric.name(), choice.filters(), labels, range), blame);
        }, answer -> show(metric, choice, aggregation, range, answer));
    }

    private void show(MetricInfo metric, MetricChoice choice, Aggregation aggregation, TimeRange range, Answer answer) {
        legend.setVisible(!answer.result.series().isEmpty());
        if (answer.result.series().isEmpty()) {
            card.describe("");
            card.empty(empty(choice, answer.blame));
            return;
        }
        Unit unit = Aggregations.unit(metric, aggregation);
        var shown = ShownSeries.of(answer.result, choice.groupBy(), Aggregations.additive(aggregation), metric.name(), choice.shape(), choice.only());
        describe(answer, shown);
        chart.getElement().setAttribute("unit", unit.name().toLowerCase(Locale.ROOT)).setAttribute("name", metric.name());
        table.show(choice.groupBy().isEmpty() ? "Series" : String.join(" · ", choice.groupBy()), unit, choice.only());
        chart.setData(ChartData.of(range, answer.result.start(), answer.result.step(), shown.series())
                .stillFilling(page.selection().relative()));
        chart.getElement().callJsFunction("showTable", choice.shape() == Shape.TABLE);
        about(metric);
        traces.setVisible(!answer.service.isEmpty());
        if (!answer.service.isEmpty()) {
            String link = page.link("traces", Map.of("q", "service:" + quoted(answer.service)));
            traces.setHref(link);
            traces.setText("Traces of " + answer.service);
        }
        chart.clearPointLinks();
        if (!answer.service.isEmpty()) {
            chart.pointLink("Traces of " + answer.service, "traces?q=" + URLEncoder.encode("service:" + quoted(answer.service),
                    StandardCharsets.UTF_8) + "&from={from}&to={to}");
        }
    }

    private void describe(Answer answer, ShownSeries shown) {
        var words = new ArrayList<String>();
        words.add(Format.count(answer.result.totalSeries()) + " series");
        if (!shown.note().isEmpty()) {
            words.add(shown.note());
        }
        words.add("step " + Format.age(answer.result.step()));
        words.add(Format.duration(answer.took.toNanos()));
        card.describe(String.join(", ", words));
    }

    private void about(MetricInfo metric) {
        String sent = metric.originalName().isEmpty() || metric.originalName().equals(metric.name()) ? "" : "sent as " + metric.originalName();
        String in = metric.unit().isEmpty() || metric.unit().equals("1") ? "" : "in " + metric.unit();
        String words = String.join(" ", List.of(metric.description(), sent.isEmpty() ? "" : "(" + (sent + " " + in).strip() + ")")).strip();
        names.setText(words);
        names.setTitle(words);
    }

    private EmptyState empty(MetricChoice choice, String blame) {
        var longer = new Button("Last 6 h", event -> page.select(TimeSelection.last(Duration.ofHours(6))));
        longer.addThemeVariants(ButtonVariant.SMALL);
        if (choice.filters().isEmpty()) {
            return new EmptyState(KwIcon.CHART, "No value in this time", "The metric has no sample then that answers this.", longer);
        }
        var remove = new Button("Remove the filters", event -> page.set(MetricChoice.FILTERS, null));
        remove.addThemeVariants(ButtonVariant.SMALL);
        return new EmptyState(KwIcon.CHART, "No series matches", blame, remove, longer);
    }

    private static String quoted(String service) {
        return service.matches("[\\w./-]+") ? service : '"' + service.replace("\"", "\\\"") + '"';
    }
}
