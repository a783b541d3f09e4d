package io.keepwatch.dashboards.grafana;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// Grafana paints steps; ours say from where on it is worse than normal. Red is critical, yellow and orange warn, the others are normal.
final class GrafanaThresholds {

    private static final double HUNDRED = 100;

    private final JsonNode defaults;
    private final Notes notes;
    private final String what;

    GrafanaThresholds(JsonNode defaults, Notes notes, String what) {
        this.defaults = defaults;
        this.notes = notes;
        this.what = what;
    }

    List<Map<String, Object>> yaml() {
        var found = new ArrayList<Map<String, Object>>();
        JsonNode steps = defaults.path("thresholds").path("steps");
        boolean percentage = defaults.path("thresholds").path("mode").asString("").equals("percentage");
        if (percentage && (!defaults.path("max").isNumber() || steps.size() < 2)) {
            if (steps.valueStream().skip(1).anyMatch(step -> level(step).isPresent())) {
                notes.add(what, "has thresholds in percent of an unknown maximum, which are left out");
            }
            return List.of();
        }
        for (int i = 0; i < steps.size(); i++) {
            Optional<String> level = level(steps.path(i));
            boolean lowest = i == 0;
            JsonNode value = lowest ? steps.path(1).path("value") : steps.path(i).path("value");
            boolean worsens = lowest || level(steps.path(i - 1)).isEmpty() || level.equals(Optional.of("critical"));
            if (level.isPresent() && value.isNumber() && worsens) {
                found.add(Map.of(lowest ? "below" : "above", scaled(value.asDouble(), percentage), "level", level.get()));
            }
        }
        return found;
    }

    private double scaled(double value, boolean percentage) {
        double min = defaults.path("min").asDouble(0);
        return percentage ? min + value / HUNDRED * (defaults.path("max").asDouble() - min) : value;
    }

    private static Optional<String> level(JsonNode step) {
        return switch (GrafanaColor.of(step.path("color").asString(""))) {
            case CRITICAL -> Optional.of("critical");
            case WARNING -> Optional.of("warning");
            case NORMAL -> Optional.empty();
        };
    }
}
