package io.keepwatch.cli;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/// The outermost keys of a YAML or JSON file, by which its kind is known.
final class OutermostKeys {

    private OutermostKeys() {}

    /// Empty for what cannot be read: whoever reads it in earnest says why.
    static Set<String> of(Path file) {
        var keys = new HashSet<String>();
        try (Reader text = Files.newBufferedReader(file)) {
            for (Node document : new Yaml(new SafeConstructor(new LoaderOptions())).composeAll(text)) {
                if (document instanceof MappingNode mapping) {
                    mapping.getValue().stream().map(entry -> entry.getKeyNode()).filter(ScalarNode.class::isInstance)
                            .forEach(key -> keys.add(((ScalarNode) key).getValue()));
                }
            }
        } catch (IOException | YAMLException _) {
            return Set.of();
        }
        return keys;
    }
}
