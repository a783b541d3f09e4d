package io.keepwatch.dashboards.grafana;

import io.keepwatch.dashboards.QueryCheck;
import io.keepwatch.dashboards.Variable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// Grafana's template variables as ours.
final class GrafanaVariables {

    private static final Pattern LABEL_VALUES = Pattern.compile("\\s*label_values\\(\\s*(?:(.*?)\\s*,\\s*)?([^,\\s)]+)\\s*\\)\\s*", Pattern.DOTALL);
    private static final Pattern LENGTH = Pattern.compile("(\\d+(ms|[smhdwy]))+");
    private static final String ANY_SERIES = "{__name__=~\".+\"}";

    private final Notes notes;
    private final List<Variable> read = new ArrayList<>();
    private final List<Map<String, Object>> yaml = new ArrayList<>();

    GrafanaVariables(JsonNode list, Notes notes) {
        this.notes = notes;
        list.forEach(this::take);
    }

    List<Variable> read() {
        return read;
    }

    List<Map<String, Object>> yaml() {
        return yaml;
    }

    private void take(JsonNode variable) {
        String name = variable.path("name").asString("");
        String title = variable.path("label").asString("");
        switch (variable.path("type").asString("")) {
            case "query" -> query(variable, name, title.isBlank() ? name : title);
            case "custom", "textbox", "constant" -> options(variable, name, title.isBlank() ? name : title);
            case "interval" -> interval(variable, name, title.isBlank() ? name : title);
            case "datasource" -> { } // there is one source of PromQL here
            case String other -> left(name, "a variable of the type " + other + " does not exist here");
        }
    }

    private void query(JsonNode variable, String name, String title) {
        JsonNode asked = variable.path("query");
        String text = asked.isString() ? asked.asString() : asked.path("query").asString(variable.path("definition").asString(""));
        var found = LABEL_VALUES.matcher(text);
        if (!found.matches()) {
            left(name, "only label_values(…) can be carried over, not " + text);
            return;
        }
        String selector = found.group(1) == null ? ANY_SERIES : found.group(1);
        var problem = new QueryCheck(read).problem(selector);
        if (problem.isPresent()) {
            left(name, problem.get());
            return;
        }
        String regex = regex(variable.path("regex").asString(""), name);
        var values = new LinkedHashMap<String, Object>(Map.of("label", found.group(2), "of", selector));
        GrafanaDashboard.put(values, "regex", regex);
        add(new Variable.LabelValues(name, title, found.group(2), selector, regex, multi(variable), all(variable)), "values", values);
    }

    /// Grafana's is `/…/` with JavaScript's rules; ours is RE2.
    private String regex(String written, String name) {
        String regex = written.replaceAll("^/|/[a-z]*$", "");
        try {
            com.google.re2j.Pattern.compile(regex);
            return regex;
        } catch (com.google.re2j.PatternSyntaxException e) {
            notes.add("Variable $" + name, "is offered without its filter " + written + ", which RE2 cannot read");
            return "";
        }
    }

    private void options(JsonNode variable, String name, String title) {
        List<String> options = Arrays.stream(variable.path("query").asString("").split("(?<!\\\\),")).map(String::strip)
                .map(option -> option.contains(" : ") ? option.substring(option.indexOf(" : ") + 3) : option)
                .filter(option -> !option.isEmpty()).toList();
        if (options.isEmpty()) {
            left(name, "it has no value");
            return;
        }
        add(new Variable.Options(name, title, options, multi(variable), all(variable)), "options", options);
    }

    private void interval(JsonNode variable, String name, String title) {
        var lengths = new ArrayList<String>();
        if (variable.path("auto").asBoolean(false)) {
            lengths.add(Variable.Interval.AUTO);
        }
        Arrays.stream(variable.path("query").asString("").split(",")).map(String::strip).filter(length -> LENGTH.matcher(length).matches())
                .forEach(lengths::add);
        if (lengths.isEmpty()) {
            left(name, "it has no length of time");
            return;
        }
        add(new Variable.Interval(name, title, lengths), "interval", lengths);
    }

    private void add(Variable variable, String key, Object value) {
        read.add(variable);
        var map = new LinkedHashMap<String, Object>();
        map.put("name", variable.name());
        map.put("title", variable.title());
        map.put(key, value);
        if (variable.multi()) {
            map.put("multi", true);
        }
        if (variable.all()) {
            map.put("all", true);
        }
        yaml.add(map);
    }

    private void left(String name, String why) {
        notes.add("Variable $" + name, "is left out: " + why);
    }

    private static boolean multi(JsonNode variable) {
        return variable.path("multi").asBoolean(false);
    }

    private static boolean all(JsonNode variable) {
        return variable.path("includeAll").asBoolean(false);
    }
}
