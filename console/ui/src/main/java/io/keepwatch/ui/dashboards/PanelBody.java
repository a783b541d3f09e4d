package io.keepwatch.ui.dashboards;

import com.vaadin.flow.component.Component;
import io.keepwatch.dashboards.Panel;
import io.keepwatch.ui.chart.ChartEvent;
import io.keepwatch.ui.page.PageContext;
import java.util.List;

/// Draws the answer of one panel.
interface PanelBody {

    Component component();

    /// @param events what is marked on charts
    /// @return what is not shown, in words; empty when everything is
    String show(PanelAnswer answer, List<ChartEvent> events);

    static PanelBody of(PageContext page, Panel panel) {
        return switch (panel.kind()) {
            case TIME_SERIES -> new TimeSeriesBody(page, panel);
            case STAT -> new StatBody(panel);
            case TABLE -> new TableBody(panel);
            case BAR_GAUGE -> new BarGaugeBody(panel);
            case HEATMAP -> new HeatmapBody(page, panel);
            case TEXT -> throw new IllegalArgumentException("a text has no queries");
        };
    }
}
