package io.keepwatch.settings;

import java.util.Map;

/// What `keepwatch.yaml` says at one moment; immutable. A newer one comes from [ConfigurationFile].
public final class Configuration {

    private final Map<ConfigurationSection<?>, Object> sections;

    Configuration(Map<ConfigurationSection<?>, Object> sections) {
        this.sections = Map.copyOf(sections);
    }

    /// The content of a section, its defaults when the file does not mention it.
    public <T> T get(ConfigurationSection<T> section) {
        Object bound = sections.get(section);
        if (bound == null) {
            throw new IllegalArgumentException("No bean claims the configuration section " + section.key());
        }
        return section.type().cast(bound);
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
