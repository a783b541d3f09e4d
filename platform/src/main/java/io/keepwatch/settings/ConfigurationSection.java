package io.keepwatch.settings;

/// Claims a part of `keepwatch.yaml` for a room: every bean of this type adds its keys to what the file may hold.
///
/// The record is bound by its constructor: kebab-case keys, defaults by `@DefaultValue`, nested records, lists and maps;
/// [Secret] for secrets and [java.nio.file.Path] for files relative to the configuration file. Its compact constructor validates
/// and throws `IllegalArgumentException` with a message that says what would be valid.
///
/// A record whose one component is the list `items` is bound from a list that stands under the key itself.
///
/// @param key  where the section stands, e.g. `keepwatch.telemetry.retention`
/// @param type the record it is bound to
public record ConfigurationSection<T>(String key, Class<T> type) {

    public ConfigurationSection {
        if (!key.startsWith("keepwatch.") || !type.isRecord()) {
            throw new IllegalArgumentException("A configuration section binds a key below keepwatch to a record: " + key);
        }
    }

    boolean isList() {
        var components = type.getRecordComponents();
        return components.length == 1 && components[0].getName().equals("items");
    }
}
