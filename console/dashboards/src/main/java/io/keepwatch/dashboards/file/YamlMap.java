package io.keepwatch.dashboards.file;

import io.keepwatch.dashboards.DashboardException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/// A mapping of the file. It is asked for its keys by name, and knows their lines; a key that nobody asked for is refused, for it
/// is a misspelt one.
final class YamlMap {

    private final String file;
    private final int line;
    private final Map<String, Node> values = new LinkedHashMap<>();
    private final Map<String, Integer> lines = new LinkedHashMap<>();
    private final List<String> asked = new ArrayList<>();

    YamlMap(String file, Node node, String what) {
        this.file = file;
        this.line = lineOf(node);
        if (!(node instanceof MappingNode mapping)) {
            throw refused(line, what + " is no mapping; write key: value");
        }
        for (var entry : mapping.getValue()) {
            if (!(entry.getKeyNode() instanceof ScalarNode key)) {
                throw refused(lineOf(entry.getKeyNode()), "a key is a word");
            }
            if (values.put(key.getValue(), entry.getValueNode()) != null) {
                throw refused(lineOf(key), "the key " + key.getValue() + " stands there twice");
            }
            lines.put(key.getValue(), lineOf(key));
        }
    }

    boolean has(String key) {
        Node node = values.get(key);
        return node != null && !(node instanceof ScalarNode scalar && scalar.getValue().isEmpty());
    }

    /// The only one of these that is there.
    String oneOf(String... keys) {
        List<String> there = Arrays.stream(keys).filter(values::containsKey).toList();
        if (there.size() != 1) {
            throw refused(line, "exactly one of " + String.join(", ", keys) + " is needed, " + (there.isEmpty() ? "none is there" : "there are "
                    + String.join(" and ", there)));
        }
        return there.getFirst();
    }

    String text(String key) {
        Node node = find(key);
        if (node == null || node instanceof ScalarNode scalar && scalar.getValue().isBlank()) {
            throw refused(line(key), "the key " + key + " is missing");
        }
        return scalar(key, node);
    }

    String text(String key, String otherwise) {
        Node node = find(key);
        return node == null ? otherwise : scalar(key, node);
    }

    @Nullable Double number(String key) {
        if (!has(key)) {
            find(key);
            return null;
        }
        try {
            return Double.valueOf(text(key));
        } catch (NumberFormatException e) {
            throw refused(line(key), key + " is no number: " + text(key));
        }
    }

    int whole(String key, int least, int most, int otherwise) {
        Double value = number(key);
        if (value == null) {
            return otherwise;
        }
        if (value != Math.rint(value) || value < least || value > most) {
            throw refused(line(key), key + " is a whole number from " + least + " to " + most);
        }
        return value.intValue();
    }

    boolean flag(String key, boolean otherwise) {
        return switch (text(key, String.valueOf(otherwise))) {
            case "true", "yes" -> true;
            case "false", "no" -> false;
            default -> throw refused(line(key), key + " is true or false");
        };
    }

    /// A constant by its name in lower case with dashes.
    <E extends Enum<E>> E word(String key, Class<E> type, @Nullable E otherwise) {
        if (!has(key) && otherwise != null) {
            find(key);
            return otherwise;
        }
        String word = text(key);
        return Arrays.stream(type.getEnumConstants()).filter(one -> name(one).equals(word)).findFirst()
                .orElseThrow(() -> refused(line(key), "there is no " + key + " " + word + "; valid: "
                        + Arrays.stream(type.getEnumConstants()).map(YamlMap::name).collect(Collectors.joining(", "))));
    }

    static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    List<String> texts(String key) {
        return items(key).stream().map(node -> scalar(key, node)).toList();
    }

    List<YamlMap> maps(String key) {
        String one = key.endsWith("ies") ? key.substring(0, key.length() - 3) + "y" : key.replaceFirst("s$", "");
        return items(key).stream().map(node -> new YamlMap(file, node, "an entry of " + key + " (" + one + ")")).toList();
    }

    YamlMap map(String key) {
        Node node = find(key);
        if (node == null) {
            throw refused(line, "the key " + key + " is missing");
        }
        return new YamlMap(file, node, key);
    }

    /// Refuses what nobody asked for.
    void done() {
        for (String key : values.keySet()) {
            if (!asked.contains(key)) {
                throw refused(line(key), "there is no key " + key + " here; valid: " + asked.stream().sorted().collect(Collectors.joining(", ")));
            }
        }
    }

    DashboardException refused(String key, String reason) {
        return refused(line(key), reason);
    }

    private List<Node> items(String key) {
        Node node = find(key);
        return switch (node) {
            case null -> List.of();
            case SequenceNode sequence -> sequence.getValue();
            case ScalarNode scalar when scalar.getValue().isEmpty() -> List.of();
            default -> throw refused(line(key), key + " is a list; start each entry with a dash");
        };
    }

    private @Nullable Node find(String key) {
        asked.add(key);
        return values.get(key);
    }

    private String scalar(String key, Node node) {
        if (node instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        throw refused(lineOf(node), key + " is a text, not a list or a mapping; put it between quotes if it starts with { or [");
    }

    private int line(String key) {
        return lines.getOrDefault(key, line);
    }

    private DashboardException refused(int at, String reason) {
        return new DashboardException(file + ":" + at, reason);
    }

    private static int lineOf(Node node) {
        return node.getStartMark().getLine() + 1;
    }
}
