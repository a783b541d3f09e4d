package io.keepwatch.ui.dashboards;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasStyle;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;
import io.keepwatch.dashboards.Panel;
import io.keepwatch.ui.chart.ChartEvent;
import io.keepwatch.ui.page.PageContext;
import java.util.List;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// How many observations fell where, over time.
final class HeatmapBody implements PanelBody {

    private final PageContext page;
    private final PanelUnit unit;
    private final Heatmap heatmap;

    HeatmapBody(PageContext page, Panel panel) {
        this.page = page;
        unit = PanelUnit.of(panel.look().unit());
        heatmap = new Heatmap();
        heatmap.getElement().setAttribute("name", panel.title());
    }

    @Override
    public Component component() {
        return heatmap;
    }

    @Override
    public String show(PanelAnswer answer, List<ChartEvent> events) {
        List<HeatmapRows.Band> bands = HeatmapRows.of(answer);
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        data.put("from", answer.round().range().from().toEpochMilli() / 1000.0);
        data.put("to", answer.round().range().to().toEpochMilli() / 1000.0);
        data.put("start", answer.start().toEpochMilli() / 1000.0);
        data.put("step", answer.round().step().toMillis() / 1000.0);
        data.put("zone", page.zone().getId().equals("Z") ? "UTC" : page.zone().getId());
        var rows = data.putArray("bands");
        for (HeatmapRows.Band band : bands) {
            ObjectNode row = rows.addObject();
            row.put("name", name(band));
            var counts = row.putArray("counts");
            for (double count : band.counts()) {
                counts.add(Double.isFinite(count) ? Math.max(0, count) : 0);
            }
        }
        heatmap.show(data);
        return "";
    }

    private String name(HeatmapRows.Band band) {
        if (Double.isNaN(band.upTo())) {
            return band.name();
        }
        return Double.isInfinite(band.upTo()) ? "more" : "≤ " + unit.text(band.upTo());
    }

    @Tag("kw-heatmap")
    @JsModule("context://kw/kw-heatmap.js")
    private static final class Heatmap extends Component implements HasStyle {

        private ObjectNode shown = JsonNodeFactory.instance.objectNode();

        Heatmap() {
            addAttachListener(event -> send());
        }

        void show(ObjectNode data) {
            shown = data;
            if (isAttached()) {
                send();
            }
        }

        private void send() {
            if (shown.has("bands")) {
                getElement().callJsFunction("setData", shown);
            }
        }
    }
}
