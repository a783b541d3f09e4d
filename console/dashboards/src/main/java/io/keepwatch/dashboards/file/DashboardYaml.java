package io.keepwatch.dashboards.file;

import io.keepwatch.dashboards.Dashboard;
import io.keepwatch.dashboards.Dashboard.Annotation;
import io.keepwatch.dashboards.Dashboard.Link;
import io.keepwatch.dashboards.Dashboard.Origin;
import io.keepwatch.dashboards.Dashboard.Row;
import io.keepwatch.dashboards.DashboardException;
import io.keepwatch.dashboards.Panel;
import io.keepwatch.dashboards.QueryCheck;
import io.keepwatch.dashboards.Variable;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;

/// Reads the YAML form of a dashboard. What cannot be used is refused with its line and what would be valid.
public final class DashboardYaml {

    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z]\\w*");
    private static final Pattern LENGTH = Pattern.compile("auto|(\\d+(ms|[smhdwy]))+");
    private static final Pattern ADDRESS = Pattern.compile("https?://.*|[\\w$\\[{].*");

    private DashboardYaml() {}

    /// @throws DashboardException when it cannot be used
    public static Dashboard read(String slug, Origin origin, String text, List<String> notes) {
        YamlMap root = root(origin.place(), text);
        String title = root.text("title");
        String description = root.text("description", "");
        List<String> tags = root.texts("tags");
        boolean changes = root.flag("changes", true);
        List<Variable> variables = variables(root);
        var queries = new QueryCheck(variables);
        List<Annotation> annotations = root.maps("annotations").stream().map(map -> annotation(map, queries)).toList();
        List<Link> links = links(root);
        List<Row> rows = rows(root, queries);
        root.done();
        return new Dashboard(slug, title, description, tags, origin, variables, annotations, changes, links, rows, text, notes);
    }

    private static YamlMap root(String place, String text) {
        try {
            Node node = new Yaml(new SafeConstructor(new LoaderOptions())).compose(new StringReader(text));
            if (node == null) {
                throw new DashboardException(place, "it is empty; start with title: and rows:");
            }
            return new YamlMap(place, node, "the file");
        } catch (MarkedYAMLException e) {
            throw new DashboardException(e.getProblemMark() == null ? place : place + ":" + (e.getProblemMark().getLine() + 1),
                    "it is not YAML: " + e.getProblem());
        } catch (YAMLException e) {
            throw new DashboardException(place, "it is not YAML: " + e.getMessage());
        }
    }

    private static List<Row> rows(YamlMap root, QueryCheck queries) {
        List<YamlMap> maps = root.maps("rows");
        if (maps.isEmpty()) {
            throw root.refused("rows", "there is no row; write rows: and under it - panels:");
        }
        var ids = new PanelIds();
        var rows = new ArrayList<Row>();
        for (YamlMap map : maps) {
            String title = map.text("title", "");
            String condition = map.text("only-when", "");
            require(map, "only-when", condition, queries);
            List<Panel> panels = map.maps("panels").stream().map(panel -> PanelYaml.read(panel, ids, queries)).toList();
            map.done();
            rows.add(new Row(title, condition, panels));
        }
        return List.copyOf(rows);
    }

    private static List<Variable> variables(YamlMap root) {
        Set<String> names = new HashSet<>();
        var variables = new ArrayList<Variable>();
        for (YamlMap map : root.maps("variables")) {
            String name = map.text("name");
            if (!VARIABLE.matcher(name).matches()) {
                throw map.refused("name", "a variable's name has letters, digits and underscores: " + name);
            }
            if (!names.add(name)) {
                throw map.refused("name", "there are two variables " + name);
            }
            Variable variable = variable(map, name, new QueryCheck(variables));
            map.done();
            variables.add(variable);
        }
        return List.copyOf(variables);
    }

    private static Variable variable(YamlMap map, String name, QueryCheck above) {
        String title = map.text("title", name);
        return switch (map.oneOf("values", "options", "interval")) {
            case "interval" -> new Variable.Interval(name, title, lengths(map));
            case "options" -> new Variable.Options(name, title, options(map), map.flag("multi", false), map.flag("all", false));
            default -> labelValues(map, name, title, above);
        };
    }

    private static Variable labelValues(YamlMap map, String name, String title, QueryCheck above) {
        YamlMap values = map.map("values");
        String label = values.text("label");
        String selector = values.text("of");
        require(values, "of", selector, above);
        String regex = values.text("regex", "");
        try {
            com.google.re2j.Pattern.compile(regex);
        } catch (com.google.re2j.PatternSyntaxException e) {
            throw values.refused("regex", "it cannot be read as a regular expression: " + e.getDescription());
        }
        values.done();
        return new Variable.LabelValues(name, title, label, selector, regex, map.flag("multi", false), map.flag("all", false));
    }

    private static List<String> options(YamlMap map) {
        List<String> options = map.texts("options");
        if (options.isEmpty()) {
            throw map.refused("options", "options has no entry");
        }
        return options;
    }

    private static List<String> lengths(YamlMap map) {
        List<String> lengths = map.texts("interval");
        for (String length : lengths) {
            if (!LENGTH.matcher(length).matches()) {
                throw map.refused("interval", "use auto, or lengths of time as Prometheus writes them, e.g. 5m or 1h: " + length);
            }
        }
        if (lengths.isEmpty()) {
            throw map.refused("interval", "interval has no entry; use e.g. [auto, 1m, 5m]");
        }
        return lengths;
    }

    private static Annotation annotation(YamlMap map, QueryCheck queries) {
        String name = map.text("name");
        String query = map.text("query");
        require(map, "query", query, queries);
        String text = map.text("text", "");
        map.done();
        return new Annotation(name, query, text);
    }

    /// @param query empty for none
    static void require(YamlMap map, String key, String query, QueryCheck queries) {
        if (!query.isBlank()) {
            queries.problem(query).ifPresent(problem -> {
                throw map.refused(key, problem);
            });
        }
    }

    static List<Link> links(YamlMap parent) {
        return parent.maps("links").stream().map(map -> {
            String title = map.text("title");
            String url = map.text("url");
            boolean scheme = url.contains(":") && !url.startsWith("http://") && !url.startsWith("https://") && url.indexOf(':') < (url + "?").indexOf('?');
            if (scheme || url.startsWith("//") || !ADDRESS.matcher(url).matches()) {
                throw map.refused("url", "use an address of the console, e.g. services, or one that starts with https://");
            }
            map.done();
            return new Link(title, url);
        }).toList();
    }
}
