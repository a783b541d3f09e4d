package io.keepwatch.ui.metrics;

import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.keepwatch.telemetry.TimeRange;
import io.keepwatch.telemetry.metrics.MetricInfo;
import io.keepwatch.telemetry.metrics.MetricReader;
import io.keepwatch.telemetry.metrics.SpanMetrics;
import io.keepwatch.ui.element.DataCard;
import io.keepwatch.ui.element.EmptyState;
import io.keepwatch.ui.element.KwIcon;
import io.keepwatch.ui.page.PageChange;
import io.keepwatch.ui.page.PageContext;
import io.keepwatch.ui.shell.NavOrder;
import jakarta.annotation.security.PermitAll;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Charts one metric: choose it, say how its series are combined, filter and group by labels.
@Route("metrics")
@PageTitle("Metrics")
@Menu(title = "Metrics", icon = "chart", order = NavOrder.METRICS)
@PermitAll
@StyleSheet("context://kw/kw-metrics.css")
final class MetricsView extends Main {

    private final PageContext page;
    private final MetricReader metrics;
    private final MetricList list;
    private final QueryBuilder builder;
    private final MetricChart chart;
    private final DataCard nothing;

    MetricsView(PageContext page, MetricReader metrics) {
        this.page = page;
        this.metrics = metrics;
        list = new MetricList(page, metrics, this::choose);
        builder = new QueryBuilder(page, metrics);
        chart = new MetricChart(page, metrics);
        nothing = new DataCard(page, "Chart").withoutHead();
        nothing.addClassName("kw-fill");
        setId("content");
        addClassNames("kw-page", "kw-fixed", "kw-metrics");
        var right = new Div(builder, nothing, chart.card(), chart.legend());
        right.addClassName("kw-col");
        add(list.card(), right);
        showing(false);
        page.onChange(this, this::load);
    }

    private void load(PageChange why) {
        list.load(why, known -> {
            if (page.parameter(MetricChoice.METRIC).isEmpty() && known.stream().anyMatch(one -> one.name().equals(SpanMetrics.CALLS))) {
                page.note(MetricChoice.requestsByService());
                list.select(SpanMetrics.CALLS);
            }
            MetricChoice choice = MetricChoice.of(page);
            Optional<MetricInfo> metric = known.stream().filter(one -> one.name().equals(choice.metric())).findFirst();
            metric.ifPresentOrElse(found -> ask(why, found, choice), () -> explain(choice));
        });
    }

    /// The labels are read first: completion and the link to the service depend on them.
    private void ask(PageChange why, MetricInfo metric, MetricChoice choice) {
        TimeRange range = page.range();
        page.read(this, "labels", () -> metrics.labelNames(metric.name(), range), labels -> asked(why, metric, choice, labels),
                problem -> asked(why, metric, choice, List.of()));
    }

    private void asked(PageChange why, MetricInfo metric, MetricChoice choice, List<String> labels) {
        showing(true);
        builder.show(metric, choice, labels);
        chart.load(why, metric, choice, labels);
    }

    private void explain(MetricChoice choice) {
        showing(false);
        nothing.empty(choice.metric().isEmpty()
                ? new EmptyState(KwIcon.CHART, "Choose a metric", "The list at the left has those with a value in this time.")
                : new EmptyState(KwIcon.CHART, "No value of " + choice.metric() + " in this time", "Choose another time, or another metric at the left."));
    }

    private void showing(boolean chosen) {
        builder.setVisible(chosen);
        chart.card().setVisible(chosen);
        chart.legend().setVisible(chosen);
        nothing.setVisible(!chosen);
    }

    /// What was asked of the metric before means nothing for another one.
    private void choose(MetricInfo metric) {
        if (!metric.name().equals(page.parameter(MetricChoice.METRIC, ""))) {
            var changed = new HashMap<>(Map.of(MetricChoice.METRIC, metric.name()));
            List.of(MetricChoice.AGGREGATION, MetricChoice.FILTERS, MetricChoice.GROUP_BY, MetricChoice.ONLY).forEach(name -> changed.put(name, ""));
            page.set(changed);
        }
    }
}
