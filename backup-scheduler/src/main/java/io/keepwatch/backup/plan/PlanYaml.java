package io.keepwatch.backup.plan;

import java.util.Map;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/// Writes a plan so that it can be pasted into a `keepwatch.yaml`.
final class PlanYaml {

    private PlanYaml() {}

    static String write(String plan, Object settings) {
        var options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        options.setIndicatorIndent(2);
        options.setIndentWithIndicator(true);
        options.setWidth(120);
        return new Yaml(options).dump(Map.of("keepwatch", Map.of("backup", Map.of("plans", Map.of(plan, settings)))));
    }
}
