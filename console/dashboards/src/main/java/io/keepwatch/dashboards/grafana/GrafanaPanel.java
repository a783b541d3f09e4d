package io.keepwatch.dashboards.grafana;

import io.keepwatch.dashboards.QueryCheck;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// One panel of Grafana as one of ours.
final class GrafanaPanel {

    private static final Map<String, String> KINDS = Map.ofEntries(
            Map.entry("timeseries", "time-series"), Map.entry("graph", "time-series"), Map.entry("stat", "stat"), Map.entry("singlestat", "stat"),
            Map.entry("gauge", "bar-gauge"), Map.entry("bargauge", "bar-gauge"), Map.entry("table", "table"), Map.entry("table-old", "table"),
            Map.entry("heatmap", "heatmap"), Map.entry("text", "text"));
    private static final Map<String, String> VALUES = Map.of(
            "lastNotNull", "last", "last", "last", "current", "last", "mean", "mean", "avg", "mean", "max", "max", "min", "min", "sum", "sum", "total", "sum");
    private static final int HALF = 2;

    private final JsonNode panel;
    private final QueryCheck queries;
    private final Notes notes;
    private final String title;
    private final String what;
    private final Map<String, Object> yaml = new LinkedHashMap<>();

    GrafanaPanel(JsonNode panel, QueryCheck queries, Notes notes) {
        this.panel = panel;
        this.queries = queries;
        this.notes = notes;
        String named = panel.path("title").asString("");
        title = named.isBlank() ? "Panel " + panel.path("id").asInt(0) : named;
        what = "Panel " + Notes.quoted(title);
    }

    /// Empty when nothing of it can be carried over.
    Optional<Map<String, Object>> yaml() {
        String type = panel.path("type").asString("");
        String kind = KINDS.get(type);
        if (kind == null) {
            notes.add(what, "is left out: a panel of the type " + (type.isEmpty() ? "unknown" : type) + " does not exist here");
            return Optional.empty();
        }
        boolean text = kind.equals("text");
        List<Map<String, Object>> asked = text ? List.of() : targets();
        if (!text && asked.isEmpty()) {
            notes.add(what, "is left out: it has no PromQL query that can be carried over");
            return Optional.empty();
        }
        if (!text || !panel.path("title").asString("").isBlank()) {
            yaml.put("title", title);
        }
        yaml.put("type", kind);
        place();
        GrafanaDashboard.put(yaml, "description", panel.path("description").asString(""));
        if (text) {
            return textPanel();
        }
        look(kind);
        yaml.put("queries", asked);
        GrafanaDashboard.put(yaml, "links", links(panel.path("links"), what + "'s links", notes));
        leftOut();
        return Optional.of(yaml);
    }

    /// 24 columns become 12; the rows are nearly as high as ours. Before Grafana 5 a panel had a span of 12.
    private void place() {
        JsonNode grid = panel.path("gridPos");
        int width = grid.has("w") ? Math.ceilDiv(grid.path("w").asInt(12), HALF) : panel.path("span").asInt(6);
        yaml.put("width", Math.clamp(width, 1, 12));
        yaml.put("height", Math.clamp(grid.path("h").asInt(7), 2, 40));
    }

    private Optional<Map<String, Object>> textPanel() {
        JsonNode options = panel.path("options");
        String mode = options.path("mode").asString(panel.path("mode").asString("markdown"));
        String content = options.path("content").asString(panel.path("content").asString(""));
        if (content.isBlank()) {
            return Optional.empty();
        }
        if (!mode.equals("markdown")) {
            notes.add(what, "holds " + mode + ", which is shown as Markdown");
        }
        yaml.put("text", content);
        return Optional.of(yaml);
    }

    private List<Map<String, Object>> targets() {
        var found = new ArrayList<Map<String, Object>>();
        for (JsonNode target : panel.path("targets")) {
            String name = target.path("refId").asString("");
            String expr = target.path("expr").asString("");
            Optional<String> problem = expr.isBlank() ? Optional.of("it is no PromQL") : queries.problem(expr);
            if (target.path("hide").asBoolean(false)) {
                problem = Optional.of("it is hidden");
            }
            if (problem.isPresent()) {
                notes.add(what, "lacks its query " + name + ": " + problem.get());
                continue;
            }
            var query = new LinkedHashMap<String, Object>();
            query.put("query", expr);
            GrafanaDashboard.put(query, "name", name);
            String legend = target.path("legendFormat").asString("");
            GrafanaDashboard.put(query, "legend", legend.equals("__auto") ? "" : legend);
            found.add(query);
        }
        return found;
    }

    private void look(String kind) {
        JsonNode defaults = panel.path("fieldConfig").path("defaults");
        JsonNode custom = defaults.path("custom");
        String unit = defaults.path("unit").asString(panel.path("format").asString(panel.path("yaxes").path(0).path("format").asString("")));
        GrafanaUnits.ours(unit).ifPresentOrElse(ours -> GrafanaDashboard.put(yaml, "unit", ours),
                () -> notes.add(what, "shows plain numbers: there is no unit " + unit + " here"));
        number("min", defaults.path("min"));
        number("max", defaults.path("max"));
        if (kind.equals("time-series")) {
            drawn(custom);
        }
        String value = panel.path("options").path("reduceOptions").path("calcs").path(0).asString(panel.path("valueName").asString(""));
        if (kind.equals("stat") && !value.isEmpty()) {
            if (!VALUES.containsKey(value)) {
                notes.add(what, "shows the last value: there is no " + value + " here");
            } else if (!VALUES.get(value).equals("last")) {
                yaml.put("value", VALUES.get(value));
            }
        }
        if (!panel.path("options").path("colorMode").asString("").equals("none")) {
            GrafanaDashboard.put(yaml, "thresholds", new GrafanaThresholds(defaults, notes, what).yaml());
        }
    }

    private void drawn(JsonNode custom) {
        String stacking = custom.path("stacking").path("mode").asString(panel.path("stack").asBoolean(false) ? "normal" : "none");
        if (!stacking.equals("none")) {
            yaml.put("stacked", true);
        }
        if (stacking.equals("percent")) {
            notes.add(what, "is stacked by its values: shares of 100 % do not exist here");
        }
        if (custom.path("drawStyle").asString("").equals("bars") || panel.path("bars").asBoolean(false)) {
            yaml.put("shape", "bars");
        } else if (custom.path("fillOpacity").asInt(panel.path("fill").asInt(0)) > 0 || !stacking.equals("none")) {
            yaml.put("shape", "area");
        }
        if (custom.path("scaleDistribution").path("type").asString("").equals("log")) {
            yaml.put("logarithmic", true);
        }
    }

    private void number(String key, JsonNode value) {
        if (value.isNumber()) {
            yaml.put(key, value.asDouble());
        }
    }

    private void leftOut() {
        if (!panel.path("fieldConfig").path("overrides").isEmpty() || !panel.path("seriesOverrides").isEmpty()) {
            notes.add(what, "has overrides for single series, which are left out");
        }
        if (!panel.path("transformations").isEmpty()) {
            notes.add(what, "has transformations, which are left out: " + String.join(", ",
                    panel.path("transformations").valueStream().map(one -> one.path("id").asString("")).distinct().toList()));
        }
        // a special one says what to write for no value, which is said here anyway
        if (panel.path("fieldConfig").path("defaults").path("mappings").valueStream().anyMatch(one -> !one.path("type").asString("").equals("special"))) {
            notes.add(what, "has value mappings, which are left out");
        }
        if (panel.path("repeat").isString()) {
            notes.add(what, "is not repeated for each value of $" + panel.path("repeat").asString() + "; it shows all chosen values");
        }
        if (panel.has("alert")) {
            notes.add(what, "has an alert, which is left out: write it as a Prometheus rule");
        }
    }

    static List<Map<String, Object>> links(JsonNode links, String what, Notes notes) {
        var found = new ArrayList<Map<String, Object>>();
        for (JsonNode link : links) {
            String url = link.path("url").asString("");
            if (url.startsWith("http://") || url.startsWith("https://")) {
                found.add(new LinkedHashMap<>(Map.of("title", link.path("title").asString("").isBlank() ? url : link.path("title").asString(), "url", url)));
            } else {
                notes.add(what, "lack " + Notes.quoted(link.path("title").asString(url)) + ", which leads into Grafana");
            }
        }
        return found;
    }
}
