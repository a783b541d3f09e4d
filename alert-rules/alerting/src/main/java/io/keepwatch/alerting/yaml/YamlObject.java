package io.keepwatch.alerting.yaml;

import io.keepwatch.promql.PromQlText;
import java.io.StringReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/// A mapping of a file. It is asked for its fields by name, as a Go structure has them, and knows their lines. A field that is absent
/// or null is empty. Every method throws [YamlProblem] for a value of the wrong kind.
public final class YamlObject {

    private static final int LARGEST_FILE = 64 * 1024 * 1024;
    /// Of merges into merges; only a file that merges a mapping into itself has more.
    private static final int DEEPEST_MERGE = 20;
    private static final int DEEPEST_PLAIN = 50;

    private final int line;
    private final Map<String, Node> values = new LinkedHashMap<>();
    private final Map<String, Integer> lines = new LinkedHashMap<>();
    private final Set<String> asked = new HashSet<>();

    private YamlObject(Node node, String what) {
        line = lineOf(node);
        if (isNull(node)) {
            return;
        }
        if (!(node instanceof MappingNode mapping)) {
            throw new YamlProblem(line, what + " is no mapping; write key: value");
        }
        take(mapping, true, 0);
    }

    /// The documents of a file that hold something.
    public static List<YamlObject> documents(String text) {
        var options = new LoaderOptions();
        options.setCodePointLimit(LARGEST_FILE);
        try {
            List<YamlObject> documents = new ArrayList<>();
            for (Node root : new Yaml(new SafeConstructor(options)).composeAll(new StringReader(text))) {
                if (root != null && !isNull(root)) {
                    documents.add(new YamlObject(root, "the file"));
                }
            }
            return documents;
        } catch (MarkedYAMLException e) {
            throw new YamlProblem(e.getProblemMark() == null ? 0 : e.getProblemMark().getLine() + 1, "it is not YAML: " + e.getProblem());
        } catch (YAMLException e) {
            throw new YamlProblem(0, "it is not YAML: " + e.getMessage());
        }
    }

    /// What the mapping says itself goes before what it merges, wherever the merge stands.
    private void take(MappingNode mapping, boolean own, int depth) {
        Set<String> here = new HashSet<>();
        List<Node> merges = new ArrayList<>();
        for (NodeTuple entry : mapping.getValue()) {
            Node key = entry.getKeyNode();
            if (key.getTag().equals(Tag.MERGE)) {
                merges.add(entry.getValueNode());
                continue;
            }
            String name = scalar(key, "a key");
            if (!here.add(name)) {
                throw new YamlProblem(lineOf(key), "the key " + name + " stands there twice");
            }
            if (own || !values.containsKey(name)) {
                values.put(name, entry.getValueNode());
                lines.put(name, lineOf(key));
            }
        }
        merges.forEach(merge -> merge(merge, depth + 1));
    }

    private void merge(Node merge, int depth) {
        if (depth > DEEPEST_MERGE) {
            throw new YamlProblem(lineOf(merge), "a mapping is merged into itself");
        }
        List<Node> sources = merge instanceof SequenceNode sequence ? sequence.getValue() : List.of(merge);
        for (Node source : sources) {
            if (!(source instanceof MappingNode mapping)) {
                throw new YamlProblem(lineOf(merge), "only a mapping can be merged with <<");
            }
            take(mapping, false, depth);
        }
    }

    /// Where it stands, from 1.
    public int line() {
        return line;
    }

    /// Where the field stands, else where the mapping does.
    public int line(String key) {
        return lines.getOrDefault(key, line);
    }

    /// Whether the field is there; looking does not make it a valid one.
    public boolean mentions(String key) {
        return values.containsKey(key);
    }

    /// Whether the field is there and not null.
    public boolean has(String key) {
        return find(key) != null;
    }

    public String text(String key) {
        Node node = find(key);
        return node == null ? "" : scalar(node, key);
    }

    public int whole(String key) {
        String text = text(key);
        try {
            return text.isEmpty() ? 0 : Integer.parseInt(text.replace("_", ""));
        } catch (NumberFormatException e) {
            throw refused(key, key + " is no whole number: " + text);
        }
    }

    public double number(String key) {
        String text = text(key);
        return switch (text) {
            case "" -> 0;
            case ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF", "+Inf", "Inf" -> Double.POSITIVE_INFINITY;
            case "-.inf", "-.Inf", "-.INF", "-Inf" -> Double.NEGATIVE_INFINITY;
            case ".nan", ".NaN", ".NAN", "NaN" -> Double.NaN;
            default -> decimal(key, text);
        };
    }

    private double decimal(String key, String text) {
        try {
            return text.startsWith("0x") ? Long.decode(text) : Double.parseDouble(text.replace("_", ""));
        } catch (NumberFormatException e) {
            throw refused(key, key + " is no number: " + text);
        }
    }

    public boolean flag(String key) {
        return switch (text(key)) {
            case "true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON", "y", "Y" -> true;
            case "", "false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF", "n", "N" -> false;
            default -> throw refused(key, key + " is true or false");
        };
    }

    /// A length of time as Prometheus writes it; null when the field is absent.
    public @Nullable Duration duration(String key) {
        Node node = find(key);
        if (node == null) {
            return null;
        }
        try {
            return Duration.ofMillis(PromQlText.durationMillis(scalar(node, key)));
        } catch (IllegalArgumentException e) {
            throw refused(key, key + " is no length of time: " + e.getMessage() + "; use e.g. 30s or 1h30m");
        }
    }

    public List<String> texts(String key) {
        return items(key).stream().map(node -> isNull(node) ? "" : scalar(node, "an entry of " + key)).toList();
    }

    /// A mapping of texts, sorted.
    public SortedMap<String, String> textMap(String key) {
        YamlObject map = object(key);
        if (map == null) {
            return Collections.emptySortedMap();
        }
        var texts = new TreeMap<String, String>();
        map.values.keySet().forEach(name -> texts.put(name, map.text(name)));
        return Collections.unmodifiableSortedMap(texts);
    }

    /// Of the fields that are there, in their order.
    public List<String> keys() {
        return List.copyOf(values.keySet());
    }

    /// A field whose form nobody here knows: texts, lists and maps, null where it is absent.
    public @Nullable Object plain(String key) {
        Node node = find(key);
        return node == null ? null : plain(node, 0);
    }

    private static Object plain(Node node, int depth) {
        if (depth > DEEPEST_PLAIN) {
            throw new YamlProblem(lineOf(node), "it is nested deeper than " + DEEPEST_PLAIN);
        }
        return switch (node) {
            case ScalarNode scalar -> isNull(scalar) ? "" : scalar.getValue();
            case SequenceNode sequence -> sequence.getValue().stream().map(item -> plain(item, depth + 1)).toList();
            case MappingNode mapping -> {
                var object = new YamlObject(mapping, "a value");
                var map = new LinkedHashMap<String, Object>();
                object.values.forEach((key, value) -> map.put(key, plain(value, depth + 1)));
                yield Collections.unmodifiableMap(map);
            }
            default -> throw new YamlProblem(lineOf(node), "it is neither a text nor a list nor a mapping");
        };
    }

    public @Nullable YamlObject object(String key) {
        Node node = find(key);
        return node == null ? null : new YamlObject(node, key);
    }

    /// An entry that is null is an empty mapping, as in Go.
    public List<YamlObject> objects(String key) {
        return items(key).stream().map(node -> new YamlObject(node, "an entry of " + key)).toList();
    }

    private List<Node> items(String key) {
        Node node = find(key);
        return switch (node) {
            case null -> List.of();
            case SequenceNode sequence -> sequence.getValue();
            default -> throw refused(key, key + " is a list; start each entry with a dash");
        };
    }

    /// Refuses the fields that nobody asked for, for they are misspelt ones.
    public void done() {
        for (String key : values.keySet()) {
            if (!asked.contains(key)) {
                throw refused(key, "there is no field " + key + " here; valid: " + asked.stream().sorted().collect(Collectors.joining(", ")));
            }
        }
    }

    public YamlProblem refused(String key, String reason) {
        return new YamlProblem(line(key), reason);
    }

    private @Nullable Node find(String key) {
        asked.add(key);
        Node node = values.get(key);
        return node == null || isNull(node) ? null : node;
    }

    private static String scalar(Node node, String what) {
        if (node instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        throw new YamlProblem(lineOf(node), what + " is a text, not a list or a mapping; put it between quotes if it starts with { or [");
    }

    private static boolean isNull(Node node) {
        return node.getTag().equals(Tag.NULL);
    }

    private static int lineOf(Node node) {
        return node.getStartMark().getLine() + 1;
    }
}
