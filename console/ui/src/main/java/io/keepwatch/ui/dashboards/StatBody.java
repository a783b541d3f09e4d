package io.keepwatch.ui.dashboards;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.keepwatch.dashboards.Panel;
import io.keepwatch.dashboards.Panel.Level;
import io.keepwatch.ui.chart.ChartEvent;
import io.keepwatch.ui.dashboards.PanelAnswer.Series;
import io.keepwatch.ui.element.Glyph;
import io.keepwatch.ui.element.Spark;
import io.keepwatch.ui.element.Stat;
import io.keepwatch.ui.element.StatusBadge.Tone;
import java.util.Arrays;
import java.util.List;

/// One number that matters, or a few, each with its line.
final class StatBody implements PanelBody {

    private static final int MOST = 8;

    private final Panel panel;
    private final PanelUnit unit;
    private final Div place = new Div();

    StatBody(Panel panel) {
        this.panel = panel;
        unit = PanelUnit.of(panel.look().unit());
        place.addClassName("kw-dash-stats");
    }

    @Override
    public Component component() {
        return place;
    }

    @Override
    public String show(PanelAnswer answer, List<ChartEvent> events) {
        TopSeries top = TopSeries.of(answer.series(), MOST);
        place.removeAll();
        boolean several = top.series().size() > 1;
        place.setClassName("several", several);
        if (several) {
            // it may scroll, so the keyboard must reach it
            place.getElement().setAttribute("tabindex", "0").setAttribute("role", "group").setAttribute("aria-label", panel.title());
        }
        top.series().forEach(series -> place.add(one(series, several)));
        return top.note();
    }

    private Div one(Series series, boolean several) {
        double value = series.reduced(panel.look().reduce());
        Level level = panel.look().level(value);
        var stat = new Stat();
        stat.show(unit.text(value), several ? series.name() : panel.description(), level == null ? Tone.NEUTRAL : level == Level.CRITICAL ? Tone.CRITICAL : Tone.WARNING);
        var one = new Div();
        one.addClassName("kw-dash-stat");
        if (level != null) {
            // colour is never alone
            one.add(level == Level.CRITICAL ? Glyph.CRITICAL.create() : Glyph.WARNING.create());
        }
        one.add(stat);
        if (Arrays.stream(series.values()).filter(Double::isFinite).count() > 1) {
            var spark = new Spark(Arrays.stream(series.values()).boxed().toList(), series.name() + " over time");
            one.add(level == Level.CRITICAL ? spark.failing() : spark);
        } else {
            one.add(new Span());
        }
        return one;
    }
}
