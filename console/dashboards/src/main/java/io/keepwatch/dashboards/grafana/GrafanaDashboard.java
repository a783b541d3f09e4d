package io.keepwatch.dashboards.grafana;

import io.keepwatch.dashboards.DashboardException;
import io.keepwatch.dashboards.QueryCheck;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Translates a dashboard as Grafana stores, exports and shares it into our YAML, and tells panel by panel what is not in it.
public final class GrafanaDashboard {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String NO_TITLE = "Imported dashboard";

    private GrafanaDashboard() {}

    /// @param notes what could not be carried over, one line each
    public record Translated(String yaml, List<String> notes) {}

    /// @throws DashboardException when the text is no dashboard of Grafana, or nothing of it can be carried over
    public static Translated translate(String place, String text) {
        JsonNode root = parse(place, text);
        var notes = new Notes();
        var variables = new GrafanaVariables(root.path("templating").path("list"), notes);
        var queries = new QueryCheck(variables.read());
        var yaml = new LinkedHashMap<String, Object>();
        yaml.put("title", root.path("title").asString(NO_TITLE));
        put(yaml, "description", root.path("description").asString(""));
        put(yaml, "tags", root.path("tags").valueStream().map(tag -> tag.asString("")).toList());
        put(yaml, "links", GrafanaPanel.links(root.path("links"), "The dashboard's links", notes));
        put(yaml, "variables", variables.yaml());
        put(yaml, "annotations", annotations(root.path("annotations").path("list"), queries, notes));
        List<Map<String, Object>> rows = rows(panels(root), queries, notes);
        if (rows.isEmpty()) {
            throw new DashboardException(place, "no panel of this dashboard can be carried over. " + String.join(" ", notes.lines()));
        }
        yaml.put("rows", rows);
        return new Translated(dump(yaml), notes.lines());
    }

    private static JsonNode parse(String place, String text) {
        JsonNode root;
        try {
            root = JSON.readTree(text);
        } catch (JacksonException e) {
            var at = e.getLocation();
            throw new DashboardException(at == null ? place : place + ":" + at.getLineNr(), "it is not JSON: " + e.getOriginalMessage());
        }
        JsonNode dashboard = root.has("dashboard") ? root.path("dashboard") : root;
        if (!dashboard.path("panels").isArray() && !dashboard.path("rows").isArray()) {
            boolean newest = dashboard.path("spec").path("elements").isObject();
            throw new DashboardException(place, newest
                    ? "it is in Grafana's v2 schema; export it as \"Classic\" JSON"
                    : "it is no dashboard of Grafana: it has no panels");
        }
        return dashboard;
    }

    /// Top to bottom, left to right. Dashboards from before Grafana 5 have rows instead of places.
    private static List<JsonNode> panels(JsonNode root) {
        if (root.path("rows").isArray() && !root.path("panels").isArray()) {
            var all = new ArrayList<JsonNode>();
            for (JsonNode row : root.path("rows")) {
                all.add(row);
                row.path("panels").forEach(all::add);
            }
            return all;
        }
        return root.path("panels").valueStream()
                .sorted(Comparator.comparingInt((JsonNode panel) -> panel.path("gridPos").path("y").asInt(0))
                        .thenComparingInt(panel -> panel.path("gridPos").path("x").asInt(0)))
                .flatMap(panel -> Stream.concat(Stream.of(panel), isRow(panel) ? panel.path("panels").valueStream() : Stream.of()))
                .toList();
    }

    private static boolean isRow(JsonNode panel) {
        return panel.path("type").asString("").equals("row") || !panel.has("type") && panel.path("panels").isArray();
    }

    private static List<Map<String, Object>> rows(List<JsonNode> panels, QueryCheck queries, Notes notes) {
        var rows = new ArrayList<Map<String, Object>>();
        var open = new ArrayList<Map<String, Object>>();
        String title = "";
        for (JsonNode panel : panels) {
            if (isRow(panel)) {
                close(rows, title, open);
                title = panel.path("title").asString("");
                if (panel.path("repeat").isString()) {
                    notes.add("Row " + Notes.quoted(title), "is not repeated for each value of $" + panel.path("repeat").asString());
                }
            } else {
                new GrafanaPanel(panel, queries, notes).yaml().ifPresent(open::add);
            }
        }
        close(rows, title, open);
        return rows;
    }

    private static void close(List<Map<String, Object>> rows, String title, List<Map<String, Object>> open) {
        if (!open.isEmpty()) {
            var row = new LinkedHashMap<String, Object>();
            put(row, "title", title);
            row.put("panels", List.copyOf(open));
            rows.add(row);
            open.clear();
        }
    }

    private static List<Map<String, Object>> annotations(JsonNode list, QueryCheck queries, Notes notes) {
        var found = new ArrayList<Map<String, Object>>();
        for (JsonNode annotation : list) {
            String name = annotation.path("name").asString("");
            String query = annotation.path("expr").asString(annotation.path("target").path("expr").asString(""));
            if (annotation.path("builtIn").asInt(0) == 1) {
                continue;
            }
            var problem = query.isBlank() ? Optional.of("has no PromQL query") : queries.problem(query);
            if (problem.isPresent()) {
                notes.add("Annotation " + Notes.quoted(name), "is left out: " + problem.get());
                continue;
            }
            var yaml = new LinkedHashMap<String, Object>(Map.of("name", name.isEmpty() ? "Annotation" : name, "query", query));
            put(yaml, "text", annotation.path("titleFormat").asString(""));
            found.add(yaml);
        }
        return found;
    }

    static void put(Map<String, Object> map, String key, Object value) {
        if (!(value instanceof String text && text.isBlank()) && !(value instanceof List<?> list && list.isEmpty())) {
            map.put(key, value);
        }
    }

    private static String dump(Map<String, Object> yaml) {
        var options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        options.setIndicatorIndent(2);
        options.setIndentWithIndicator(true);
        options.setSplitLines(false);
        return new Yaml(options).dump(yaml);
    }
}
