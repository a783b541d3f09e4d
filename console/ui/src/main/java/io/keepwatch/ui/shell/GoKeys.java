package io.keepwatch.ui.shell;

import java.util.Map;
import java.util.Optional;

/// The letter after `G` that opens a page. Fixed, not derived from titles: fingers remember them.
final class GoKeys {

    private static final Map<String, String> LETTERS = Map.ofEntries(
            Map.entry("", "o"), Map.entry("incidents", "i"), Map.entry("alerts", "a"), Map.entry("services", "s"),
            Map.entry("map", "v"), Map.entry("traces", "t"), Map.entry("logs", "l"), Map.entry("metrics", "m"),
            Map.entry("dashboards", "d"), Map.entry("k8s", "k"), Map.entry("backups", "b"), Map.entry("points", "p"),
            Map.entry("restores", "r"));

    private GoKeys() {}

    static Optional<String> letter(String path) {
        return Optional.ofNullable(LETTERS.get(path.startsWith("/") ? path.substring(1) : path));
    }
}
