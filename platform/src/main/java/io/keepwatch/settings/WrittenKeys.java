package io.keepwatch.settings;

import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/// The keys as they stand in the file. Spring takes `Quotes` and `quo-tes` for one name, and drops what is neither letter nor digit:
/// two plans would become one without a word.
final class WrittenKeys {

    private static final Pattern KEY = Pattern.compile("[\\p{Alnum}_.-]+");

    private WrittenKeys() {}

    /// @throws InvalidSettingException for a key that would be taken for another, with its line
    static void check(byte[] yaml, String file) {
        Node root = yaml().compose(new StringReader(text(yaml)));
        if (root != null) {
            check(root, file);
        }
    }

    private static void check(Node node, String file) {
        if (!(node instanceof MappingNode mapping)) {
            return;
        }
        var seen = new HashMap<String, String>();
        for (var entry : mapping.getValue()) {
            if (entry.getKeyNode() instanceof ScalarNode key) {
                String place = file + ":" + (key.getStartMark().getLine() + 1);
                if (!KEY.matcher(key.getValue()).matches()) {
                    throw InvalidSettingException.unreadable(place, "the key '" + key.getValue() + "' is no name; use letters, digits and dashes");
                }
                String other = seen.put(key.getValue().toLowerCase(Locale.ROOT).replaceAll("[-_]", ""), key.getValue());
                if (other != null) {
                    throw InvalidSettingException.unreadable(place, "the keys " + other + " and " + key.getValue()
                            + " are the same name, for case and dashes do not count; rename one");
                }
            }
            check(entry.getValueNode(), file);
        }
    }

    /// The document as maps, lists and scalars, with the keys and values as they stand there.
    static Map<String, Object> read(byte[] yaml) {
        var document = new LinkedHashMap<String, Object>();
        @Nullable Object loaded = yaml().load(text(yaml));
        if (loaded instanceof Map<?, ?> map) {
            map.forEach((key, value) -> document.put(String.valueOf(key), value));
        }
        return document;
    }

    private static Yaml yaml() {
        return new Yaml(new SafeConstructor(new LoaderOptions()));
    }

    private static String text(byte[] yaml) {
        return new String(yaml, StandardCharsets.UTF_8);
    }
}
