package io.keepwatch.ui.dashboards;

import com.vaadin.flow.component.Component;
import io.keepwatch.dashboards.Panel;
import io.keepwatch.dashboards.Panel.Look;
import io.keepwatch.dashboards.Panel.Threshold;
import io.keepwatch.ui.chart.Chart;
import io.keepwatch.ui.chart.ChartData;
import io.keepwatch.ui.chart.ChartEvent;
import io.keepwatch.ui.chart.ChartSeries;
import io.keepwatch.ui.chart.ChartSeries.Dash;
import io.keepwatch.ui.chart.ChartSeries.Shape;
import io.keepwatch.ui.chart.Ink;
import io.keepwatch.ui.dashboards.PanelAnswer.Series;
import io.keepwatch.ui.page.PageContext;
import java.util.ArrayList;
import java.util.List;

/// Lines, areas or bars over time.
final class TimeSeriesBody implements PanelBody {

    private static final int MOST = 12;
    private static final int HUES = 5;

    private final Look look;
    private final PanelUnit unit;
    private final Chart chart;

    TimeSeriesBody(PageContext page, Panel panel) {
        look = panel.look();
        unit = PanelUnit.of(look.unit());
        chart = new Chart(page, panel.title(), unit.unit());
        if (look.legend()) {
            chart.legend();
        }
        if (look.logarithmic()) {
            chart.logarithmic();
        }
        if (look.max() != null) {
            chart.atLeast(look.max() * unit.factor());
        }
        look.thresholds().stream().filter(threshold -> !threshold.below()).mapToDouble(Threshold::value).max()
                .ifPresent(value -> chart.threshold(value * unit.factor(), unit.text(value)));
    }

    @Override
    public Component component() {
        return chart;
    }

    @Override
    public String show(PanelAnswer answer, List<ChartEvent> events) {
        TopSeries top = TopSeries.of(answer.series(), MOST);
        var drawn = new ArrayList<ChartSeries>();
        int hue = 0;
        for (Series series : top.series()) {
            boolean own = series.query().color() != Panel.Color.AUTO;
            drawn.add(new ChartSeries(series.name(), unit.scaled(series.values()), ink(series, hue), Shape.valueOf(look.shape().name()),
                    own || look.shape() != Panel.Shape.LINE ? Dash.SOLID : Dash.series(hue), look.stacked()));
            hue += own ? 0 : 1;
        }
        chart.setData(ChartData.of(answer.round().range(), answer.start(), answer.round().step(), drawn).marked(events));
        return top.note();
    }

    private static Ink ink(Series series, int hue) {
        return switch (series.query().color()) {
            case AUTO -> Ink.series(hue % HUES);
            case FAILURE -> Ink.FAILURE;
            case WARNING -> Ink.WARNING_SOLID;
            case P50 -> Ink.P50;
            case P95 -> Ink.P95;
            case P99 -> Ink.P99;
            case OTHER -> Ink.OTHER;
        };
    }
}
