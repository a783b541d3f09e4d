package io.keepwatch.ui.dashboards;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Emphasis;
import com.vaadin.flow.component.html.Span;
import io.keepwatch.dashboards.Panel;
import io.keepwatch.dashboards.Panel.Level;
import io.keepwatch.ui.chart.ChartEvent;
import io.keepwatch.ui.dashboards.PanelAnswer.Series;
import io.keepwatch.ui.element.Glyph;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// A bar for each series, longest first.
final class BarGaugeBody implements PanelBody {

    private static final int MOST = 50;

    private final Panel panel;
    private final PanelUnit unit;
    private final Div rows = new Div();

    BarGaugeBody(Panel panel) {
        this.panel = panel;
        unit = PanelUnit.of(panel.look().unit());
        rows.addClassNames("kw-dash-bars", "kw-scroll");
        rows.getElement().setAttribute("role", "list").setAttribute("tabindex", "0").setAttribute("aria-label", panel.title());
    }

    @Override
    public Component component() {
        return rows;
    }

    @Override
    public String show(PanelAnswer answer, List<ChartEvent> events) {
        TopSeries top = TopSeries.of(answer.series(), MOST);
        rows.removeAll();
        double longest = panel.look().max() != null ? panel.look().max() : top.series().stream().mapToDouble(Series::last).filter(Double::isFinite).max().orElse(1);
        double from = panel.look().min() != null ? panel.look().min() : 0;
        top.series().stream().sorted(Comparator.comparingDouble(Series::last).reversed()).forEach(series -> rows.add(row(series, from, longest)));
        return top.note();
    }

    private Div row(Series series, double from, double longest) {
        double value = series.last();
        Level level = panel.look().level(value);
        var name = new Span(series.name());
        name.addClassName("kw-ellipsis");
        name.setTitle(series.name());
        var number = new Span(unit.text(value));
        number.addClassName("kw-num");
        var bar = new Span();
        bar.addClassName("kw-bar");
        var fill = new Emphasis();
        double share = Double.isFinite(value) && longest > from ? Math.clamp((value - from) / (longest - from), 0, 1) : 0;
        fill.getStyle().set("width", String.format(Locale.ROOT, "%.1f%%", share * 100));
        bar.add(fill);
        var row = new Div(name, bar, number);
        row.addClassName("kw-dash-bar");
        row.getElement().setAttribute("role", "listitem");
        if (level != null) {
            row.addClassName(level == Level.CRITICAL ? "crit" : "warn");
            number.addComponentAsFirst(level == Level.CRITICAL ? Glyph.CRITICAL.create() : Glyph.WARNING.create());
        }
        return row;
    }
}
