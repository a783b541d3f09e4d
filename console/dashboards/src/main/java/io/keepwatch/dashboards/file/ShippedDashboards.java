package io.keepwatch.dashboards.file;

import io.keepwatch.dashboards.Dashboard;
import io.keepwatch.dashboards.Dashboard.Origin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/// The dashboards that come with Keepwatch.
final class ShippedDashboards {

    private static final String PLACE = "classpath*:io/keepwatch/dashboards/shipped/*.yaml";

    private ShippedDashboards() {}

    static List<Dashboard> read() {
        try {
            var dashboards = new ArrayList<Dashboard>();
            for (Resource resource : new PathMatchingResourcePatternResolver().getResources(PLACE)) {
                String name = String.valueOf(resource.getFilename());
                dashboards.add(DashboardYaml.read(name.replace(".yaml", ""), new Origin(name, true, false),
                        resource.getContentAsString(StandardCharsets.UTF_8), List.of()));
            }
            return List.copyOf(dashboards);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the dashboards of the jar", e);
        }
    }
}
