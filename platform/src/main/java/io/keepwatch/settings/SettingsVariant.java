package io.keepwatch.settings;

/// One kind of settings that may stand where several kinds can: the key `type` chooses among the beans of this type that serve the
/// same port. An adapter contributes its own, so that adding one edits nothing.
///
/// @param port   what a section's record has as the type of a component or of a map's values; an interface
/// @param type   as it stands after `type:`, e.g. `filesystem`
/// @param record what is bound then, by the rules of [ConfigurationSection]
public record SettingsVariant<T>(Class<T> port, String type, Class<? extends T> record) {

    public SettingsVariant {
        if (!port.isInterface() || !record.isRecord()) {
            throw new IllegalArgumentException("A variant of settings binds the interface " + port + " to a record, not to " + record);
        }
    }
}
