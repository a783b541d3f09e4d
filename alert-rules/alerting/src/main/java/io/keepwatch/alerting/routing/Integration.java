package io.keepwatch.alerting.routing;

import io.keepwatch.settings.Secret;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One way in which a receiver is told: a `slack_configs` entry and the like, with what it inherits from `global` filled in.
///
/// @param kind     e.g. `slack`
/// @param index    among those of its kind in the receiver
/// @param settings String, Secret, Boolean, Long, List or Map by Alertmanager's names; what was not set is not there
/// @param folder   of the configuration: where the files of secrets are looked for
public record Integration(String kind, int index, Map<String, Object> settings, Path folder) {

    /// Whether it is told the end of alerts.
    public boolean sendResolved() {
        return settings.get("send_resolved") instanceof Boolean told ? told : SettingsCatalog.sendsResolved(kind);
    }

    public boolean has(String key) {
        return settings.get(key) instanceof Object value && !value.equals("");
    }

    /// Empty when it was not set.
    public String text(String key) {
        return settings.get(key) instanceof String text ? text : "";
    }

    /// The secret itself or the one in its file (`…_file`), which is read at each use.
    public @Nullable Secret secret(String key) {
        if (settings.get(key) instanceof Secret secret) {
            return secret;
        }
        return has(key + "_file") ? Secret.inFile(folder.resolve(text(key + "_file"))) : null;
    }
}
