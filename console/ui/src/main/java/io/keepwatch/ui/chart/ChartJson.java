package io.keepwatch.ui.chart;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The form in which `kw-chart.js` takes its data. Times are seconds since 1970; a gap is null.
final class ChartJson {

    /// enough for a tooltip, and half the bytes of a full double
    private static final MathContext PRECISION = new MathContext(7);
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private ChartJson() {}

    static ObjectNode of(ChartData data) {
        ObjectNode node = JSON.objectNode();
        node.put("from", data.range().from().toEpochMilli() / 1000.0);
        node.put("to", data.range().to().toEpochMilli() / 1000.0);
        node.put("start", data.start().toEpochMilli() / 1000.0);
        node.put("step", data.step().toMillis() / 1000.0);
        node.put("points", data.points());
        node.put("incomplete", data.incomplete());
        ArrayNode series = node.putArray("series");
        data.series().forEach(one -> series.add(series(one)));
        node.set("marks", events(data.marks()));
        ArrayNode lanes = node.putArray("lanes");
        data.lanes().forEach(lane -> {
            ObjectNode row = lanes.addObject();
            row.put("name", lane.name());
            row.set("events", events(lane.events()));
        });
        return node;
    }

    private static ObjectNode series(ChartSeries series) {
        ObjectNode node = JSON.objectNode();
        node.put("name", series.name());
        node.put("ink", series.ink().token());
        node.put("shape", series.shape().name().toLowerCase(Locale.ROOT));
        node.put("dash", series.dash().name().toLowerCase(Locale.ROOT));
        node.put("stacked", series.stacked());
        ArrayNode values = node.putArray("values");
        for (double value : series.values()) {
            if (Double.isFinite(value)) {
                values.add(new BigDecimal(value).round(PRECISION).doubleValue());
            } else {
                values.addNull();
            }
        }
        return node;
    }

    private static ArrayNode events(List<ChartEvent> events) {
        ArrayNode nodes = JSON.arrayNode();
        for (ChartEvent event : events) {
            ObjectNode node = nodes.addObject();
            node.put("at", event.at().toEpochMilli() / 1000.0);
            node.put("glyph", event.glyph().text());
            node.put("label", event.label());
            node.put("address", event.address());
        }
        return nodes;
    }
}
