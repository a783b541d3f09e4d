package io.keepwatch.dashboards.file;

import io.keepwatch.settings.ConfigurationSection;
import java.nio.file.Path;
import java.util.List;

/// `keepwatch.dashboards`: files, folders and patterns such as `dashboards/*.yaml`.
record DashboardSettings(List<Path> items) {

    static final ConfigurationSection<DashboardSettings> SECTION =
            new ConfigurationSection<>("keepwatch.dashboards", DashboardSettings.class);
}
