package io.keepwatch.dashboards.grafana;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/// What could not be carried over, each thing once, in the order of the dashboard.
final class Notes {

    private final LinkedHashSet<String> lines = new LinkedHashSet<>();

    /// @param what whose it is: `Panel "CPU"`
    void add(String what, String words) {
        lines.add(what + " " + words + ".");
    }

    List<String> lines() {
        return new ArrayList<>(lines);
    }

    static String quoted(String name) {
        return "\"" + name + "\"";
    }
}
