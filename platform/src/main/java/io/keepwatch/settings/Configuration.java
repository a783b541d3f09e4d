package io.keepwatch.settings;

import java.util.Map;
import java.util.Optional;

/// What `keepwatch.yaml` says at one moment; immutable. A newer one comes from [ConfigurationFile].
public final class Configuration {

    private final Map<ConfigurationSection<?>, Object> sections;
    private final Map<String, Object> written;

    /// @param written the document as it stands in the file
    Configuration(Map<ConfigurationSection<?>, Object> sections, Map<String, Object> written) {
        this.sections = Map.copyOf(sections);
        this.written = written;
    }

    /// The content of a section, its defaults when the file does not mention it.
    public <T> T get(ConfigurationSection<T> section) {
        Object bound = sections.get(section);
        if (bound == null) {
            throw new IllegalArgumentException("No bean claims the configuration section " + section.key());
        }
        return section.type().cast(bound);
    }

    /// What stands in the file under a key, as it was written: maps, lists and scalars, secrets as references. Empty when nothing does.
    public Optional<Object> written(String... path) {
        Object node = written;
        for (String key : path) {
            node = node instanceof Map<?, ?> map ? map.get(key) : null;
        }
        return Optional.ofNullable(node);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Configuration that && sections.equals(that.sections);
    }

    @Override
    public int hashCode() {
        return sections.hashCode();
    }
}
