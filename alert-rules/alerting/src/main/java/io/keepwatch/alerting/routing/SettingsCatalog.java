package io.keepwatch.alerting.routing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The names and kinds of all settings, from `settings.txt`.
final class SettingsCatalog {

    private static final Map<String, Map<String, SettingKind>> BLOCKS = read();
    private static final Set<String> WITHOUT_RESOLVED = Set.of("email", "slack", "wechat", "rocketchat");

    private SettingsCatalog() {}

    static Map<String, SettingKind> global() {
        return of("global");
    }

    /// @param kind of an integration
    static Map<String, SettingKind> of(String kind) {
        return BLOCKS.getOrDefault(kind, Map.of());
    }

    static List<String> kinds() {
        return BLOCKS.keySet().stream().filter(block -> !block.equals("global")).toList();
    }

    /// What Alertmanager does where `send_resolved` is not set.
    static boolean sendsResolved(String kind) {
        return !WITHOUT_RESOLVED.contains(kind);
    }

    private static Map<String, Map<String, SettingKind>> read() {
        Map<String, Map<String, SettingKind>> blocks = new LinkedHashMap<>();
        Map<String, SettingKind> block = Map.of();
        try (InputStream file = SettingsCatalog.class.getResourceAsStream("settings.txt");
                var lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
            for (String line : lines.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).toList()) {
                if (line.startsWith("[")) {
                    block = new LinkedHashMap<>();
                    blocks.put(line.substring(1, line.length() - 1), block);
                } else {
                    block.put(line.substring(0, line.indexOf(' ')), SettingKind.of(line.substring(line.indexOf(' ') + 1)));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return blocks;
    }
}
