package io.keepwatch.alerting.routing;

import static io.keepwatch.alerting.routing.SettingKind.SECRET;

import java.io.StringReader;
import java.io.StringWriter;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/// The text of a configuration as others may see it: without secrets and comments, and such that `amtool` can read it, also that of 0.25.
public final class ShownConfig {

    private static final String HIDDEN = "<secret>";
    private static final String CONFIGS = "_configs";
    /// The user and the password in an address.
    private static final String CREDENTIALS = "://[^/@\\s]*@";
    private static final int LARGEST = 64 * 1024 * 1024;
    /// What the amtool of 0.25 refuses, and what says the same to it, if anything does.
    private static final Map<String, String> YOUNG = Map.of("app_token", "api_url", "app_token_file", "api_url_file", "app_url", "",
            "slack_app_token", "slack_api_url", "slack_app_token_file", "slack_api_url_file", "slack_app_url", "",
            "force_implicit_tls", "", "smtp_force_implicit_tls", "", "tracing", "", "event_recorder", "");

    private ShownConfig() {}

    public static String of(RoutingConfig config) {
        var options = new LoaderOptions();
        options.setCodePointLimit(LARGEST);
        Iterator<Node> documents = new Yaml(new SafeConstructor(options)).composeAll(new StringReader(config.original())).iterator();
        if (!documents.hasNext()) {
            return "";
        }
        Node root = documents.next();
        each(root, (key, value) -> switch (key) {
            case "global" -> each(value, (setting, text) -> shown("global", setting, text));
            case "receivers" -> each(value, ShownConfig::ofReceiver);
            default -> value;
        });
        var text = new StringWriter();
        new Yaml().serialize(root, text);
        return text.toString();
    }

    private static Node ofReceiver(String key, Node value) {
        String kind = key.endsWith(CONFIGS) ? key.substring(0, key.length() - CONFIGS.length()) : "";
        return kind.isEmpty() ? value : each(value, (setting, text) -> shown(kind, setting, text));
    }

    /// Puts the fields of a mapping, or of those in a list, through a function; those that it merges as well.
    private static Node each(Node node, BiFunction<String, Node, Node> field) {
        switch (node) {
            case SequenceNode list -> list.getValue().forEach(item -> each(item, field));
            case MappingNode map -> fields(map, field);
            default -> { }
        }
        return node;
    }

    private static void fields(MappingNode map, BiFunction<String, Node, Node> field) {
        Set<String> names = new HashSet<>();
        map.getValue().forEach(entry -> names.add(name(entry)));
        List<NodeTuple> entries = new ArrayList<>();
        for (NodeTuple entry : map.getValue()) {
            if (entry.getKeyNode().getTag().equals(Tag.MERGE)) {
                each(entry.getValueNode(), field);
                entries.add(entry);
                continue;
            }
            String older = YOUNG.getOrDefault(name(entry), name(entry));
            if (older.equals(name(entry))) {
                entries.add(new NodeTuple(entry.getKeyNode(), field.apply(older, entry.getValueNode())));
            } else if (!older.isEmpty() && names.add(older)) {
                entries.add(new NodeTuple(text(entry.getKeyNode(), older), field.apply(older, entry.getValueNode())));
            }
        }
        map.setValue(entries);
    }

    private static String name(NodeTuple entry) {
        return entry.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
    }

    private static Node shown(String kind, String setting, Node value) {
        @Nullable SettingKind form = SettingsCatalog.of(kind).get(setting);
        return switch (Objects.requireNonNullElse(form, SECRET)) {
            // older ones show the address of a webhook and want one there
            case SECRET, SECRET_URL -> value instanceof ScalarNode scalar && !scalar.getValue().isEmpty()
                    ? text(value, kind.equals("webhook") && setting.equals("url") ? origin(scalar.getValue()) : HIDDEN) : value;
            default -> nested(value, false);
        };
    }

    /// @param secret whether the key above was that of a secret
    private static Node nested(Node node, boolean secret) {
        if (node instanceof ScalarNode scalar) {
            String open = scalar.getValue().replaceAll(CREDENTIALS, "://");
            return secret ? text(node, HIDDEN) : open.equals(scalar.getValue()) ? node : text(node, open);
        }
        if (node instanceof SequenceNode list) {
            list.getValue().replaceAll(item -> nested(item, secret));
            return list;
        }
        return each(node, (key, value) -> nested(value, secret || SettingKind.isSecret(key)));
    }

    private static String origin(String address) {
        try {
            URI url = URI.create(address);
            if (url.getHost() != null) {
                return url.getScheme() + "://" + url.getHost() + (url.getPort() < 0 ? "" : ":" + url.getPort()) + "/";
            }
        } catch (IllegalArgumentException _) {
            // a template, perhaps
        }
        return "http://hidden.invalid/";
    }

    private static Node text(Node at, String text) {
        return new ScalarNode(Tag.STR, text, at.getStartMark(), at.getEndMark(), ScalarStyle.DOUBLE_QUOTED);
    }
}
