package io.keepwatch.alerting.rulefile;

import io.keepwatch.alerting.rulefile.RuleExtras.NoData;
import io.keepwatch.alerting.rulefile.RuleExtrasFile.Problem;
import io.keepwatch.promql.PromQlEngine;
import io.keepwatch.promql.PromQlException;
import io.keepwatch.promql.PromQlText;
import java.io.StringReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
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

/// Reads a side file. Each entry that cannot be used is refused by itself, with its line and what would be valid.
public final class RuleExtrasReader {

    private static final List<String> KEYS = List.of("applies-if", "needs", "no-data", "no-data-for", "resolve-expr");

    /// What is wrong in a line.
    private static final class Refused extends RuntimeException {
        private final int line;

        Refused(Node node, String reason) {
            super(reason);
            this.line = node.getStartMark().getLine() + 1;
        }
    }

    private final String place;
    private final List<Problem> problems = new ArrayList<>();

    private RuleExtrasReader(String place) {
        this.place = place;
    }

    /// @param place what problems call the file
    public static RuleExtrasFile read(String place, String text) {
        var reader = new RuleExtrasReader(place);
        return new RuleExtrasFile(reader.alerts(text), reader.problems);
    }

    private Map<String, RuleExtras> alerts(String text) {
        var alerts = new LinkedHashMap<String, RuleExtras>();
        try {
            Node root = new Yaml(new SafeConstructor(new LoaderOptions())).compose(new StringReader(text));
            if (root == null) {
                return Map.of();
            }
            for (NodeTuple entry : entriesOf(alertsOf(root), "alerts")) {
                read(entry, alerts);
            }
        } catch (Refused e) {
            refuse(e);
        } catch (MarkedYAMLException e) {
            problems.add(new Problem(e.getProblemMark() == null ? place : place + ":" + (e.getProblemMark().getLine() + 1),
                    "it is not YAML: " + e.getProblem()));
        } catch (YAMLException e) {
            problems.add(new Problem(place, "it is not YAML: " + e.getMessage()));
        }
        return alerts;
    }

    private static Node alertsOf(Node root) {
        List<NodeTuple> entries = entriesOf(root, "the file");
        for (NodeTuple entry : entries) {
            if (!textOf(entry.getKeyNode(), "a key").equals("alerts")) {
                throw new Refused(entry.getKeyNode(), "there is no key " + textOf(entry.getKeyNode(), "a key") + " here; valid: alerts");
            }
        }
        if (entries.isEmpty()) {
            throw new Refused(root, "it holds nothing; write alerts: and under it the name of an alert");
        }
        return entries.getFirst().getValueNode();
    }

    private void read(NodeTuple entry, Map<String, RuleExtras> alerts) {
        try {
            String alert = textOf(entry.getKeyNode(), "the name of an alert");
            RuleExtras extras = extras(entriesOf(entry.getValueNode(), alert));
            if (alerts.putIfAbsent(alert, extras) != null) {
                throw new Refused(entry.getKeyNode(), "the alert " + alert + " stands there twice");
            }
        } catch (Refused e) {
            refuse(e);
        }
    }

    private static RuleExtras extras(List<NodeTuple> entries) {
        var values = new HashMap<String, Node>();
        for (NodeTuple entry : entries) {
            String key = textOf(entry.getKeyNode(), "a key");
            if (!KEYS.contains(key)) {
                throw new Refused(entry.getKeyNode(), "there is no key " + key + " here; valid: " + String.join(", ", KEYS));
            }
            if (values.put(key, entry.getValueNode()) != null) {
                throw new Refused(entry.getKeyNode(), "the key " + key + " stands there twice");
            }
        }
        return new RuleExtras(
                expression(values, "applies-if"),
                Objects.requireNonNullElse(text(values, "needs"), RuleExtras.NONE.needs()),
                expression(values, "resolve-expr"),
                noData(values),
                noDataFor(values));
    }

    private static @Nullable String text(Map<String, Node> values, String key) {
        Node node = values.get(key);
        return node == null ? null : textOf(node, key).strip();
    }

    private static @Nullable String expression(Map<String, Node> values, String key) {
        String text = text(values, key);
        try {
            if (text != null) {
                PromQlEngine.format(text); // to find out whether it can be read
            }
            return text;
        } catch (PromQlException e) {
            throw new Refused(values.get(key), key + " cannot be read as PromQL: " + e.getMessage());
        }
    }

    private static NoData noData(Map<String, Node> values) {
        String text = text(values, "no-data");
        return text == null ? RuleExtras.NONE.noData() : Arrays.stream(NoData.values()).filter(one -> word(one).equals(text)).findFirst()
                .orElseThrow(() -> new Refused(values.get("no-data"), "there is no no-data " + text + "; valid: "
                        + Arrays.stream(NoData.values()).map(RuleExtrasReader::word).collect(Collectors.joining(", "))));
    }

    private static String word(NoData noData) {
        return noData.name().toLowerCase(Locale.ROOT);
    }

    private static Duration noDataFor(Map<String, Node> values) {
        String text = text(values, "no-data-for");
        try {
            return text == null ? RuleExtras.NONE.noDataFor() : Duration.ofMillis(PromQlText.durationMillis(text));
        } catch (IllegalArgumentException e) {
            throw new Refused(values.get("no-data-for"), "no-data-for is a length of time as Prometheus writes it, e.g. 30m or 24h: " + text);
        }
    }

    private static List<NodeTuple> entriesOf(Node node, String what) {
        if (node instanceof MappingNode mapping) {
            return mapping.getValue();
        }
        throw new Refused(node, what + " is no mapping; write key: value");
    }

    private static String textOf(Node node, String what) {
        if (node instanceof ScalarNode scalar && !scalar.getValue().isBlank()) {
            return scalar.getValue();
        }
        throw new Refused(node, what + " is a text, and not empty");
    }

    private void refuse(Refused refused) {
        problems.add(new Problem(place + ":" + refused.line, refused.getMessage()));
    }
}
