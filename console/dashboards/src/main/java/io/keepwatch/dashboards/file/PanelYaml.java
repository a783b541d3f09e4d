package io.keepwatch.dashboards.file;

import io.keepwatch.dashboards.Dashboard;
import io.keepwatch.dashboards.Dashboard.Link;
import io.keepwatch.dashboards.Panel;
import io.keepwatch.dashboards.Panel.Color;
import io.keepwatch.dashboards.Panel.Kind;
import io.keepwatch.dashboards.Panel.Level;
import io.keepwatch.dashboards.Panel.Look;
import io.keepwatch.dashboards.Panel.Query;
import io.keepwatch.dashboards.Panel.Reduce;
import io.keepwatch.dashboards.Panel.Shape;
import io.keepwatch.dashboards.Panel.Threshold;
import io.keepwatch.dashboards.Panel.Unit;
import io.keepwatch.dashboards.QueryCheck;
import java.util.ArrayList;
import java.util.List;

/// Reads one panel.
final class PanelYaml {

    private static final int TALLEST = 40;

    private PanelYaml() {}

    static Panel read(YamlMap map, PanelIds ids, QueryCheck queries) {
        String title = map.text("title", "");
        Kind kind = map.word("type", Kind.class, Kind.TIME_SERIES);
        if (title.isBlank() && kind != Kind.TEXT) {
            throw map.refused("title", "the panel has no title");
        }
        String id = ids.next(title.isBlank() ? "text" : title);
        String description = map.text("description", "");
        int width = map.whole("width", 1, Dashboard.COLUMNS, kind == Kind.STAT ? 3 : 6);
        int height = map.whole("height", 1, TALLEST, kind == Kind.STAT ? 3 : 6);
        String text = kind == Kind.TEXT ? map.text("text") : "";
        List<Query> asked = kind == Kind.TEXT ? List.of() : queries(map, queries);
        Look look = look(map);
        List<Link> links = DashboardYaml.links(map);
        map.done();
        return new Panel(id, kind, title, description, width, height, asked, look, links, text);
    }

    private static List<Query> queries(YamlMap panel, QueryCheck check) {
        List<YamlMap> maps = panel.maps("queries");
        if (maps.isEmpty()) {
            throw panel.refused("queries", "the panel has no query; write queries: and under it - query: …");
        }
        var found = new ArrayList<Query>();
        for (YamlMap map : maps) {
            String expr = map.text("query").strip();
            DashboardYaml.require(map, "query", expr, check);
            String name = map.text("name", String.valueOf((char) ('A' + found.size() % 26)));
            found.add(new Query(name, expr, map.text("legend", ""), map.word("color", Color.class, Color.AUTO)));
            map.done();
        }
        return List.copyOf(found);
    }

    private static Look look(YamlMap map) {
        return new Look(
                map.word("unit", Unit.class, Unit.NONE),
                map.word("shape", Shape.class, Shape.LINE),
                map.flag("stacked", false),
                map.flag("logarithmic", false),
                map.flag("legend", true),
                map.word("value", Reduce.class, Reduce.LAST),
                map.number("min"),
                map.number("max"),
                map.maps("thresholds").stream().map(PanelYaml::threshold).toList(),
                map.texts("hidden"));
    }

    private static Threshold threshold(YamlMap map) {
        boolean below = map.oneOf("above", "below").equals("below");
        Double value = map.number(below ? "below" : "above");
        if (value == null) {
            throw map.refused(below ? "below" : "above", "the threshold has no number");
        }
        var threshold = new Threshold(value, below, map.word("level", Level.class, Level.CRITICAL));
        map.done();
        return threshold;
    }
}
