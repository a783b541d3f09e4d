package io.keepwatch.dashboards.file;

import io.keepwatch.dashboards.Dashboard;
import io.keepwatch.dashboards.Dashboard.Origin;
import io.keepwatch.dashboards.DashboardException;
import io.keepwatch.settings.CheckedFile;
import io.keepwatch.settings.Configuration;
import io.keepwatch.settings.ConfigurationCheck;
import io.keepwatch.settings.FilePattern;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Reads dashboards as the start does, each by itself and then beside the others: two of them cannot have one address.
final class DashboardCheck implements ConfigurationCheck {

    @Override
    public List<Path> files(Configuration configuration) {
        return FilePattern.files(configuration.get(DashboardSettings.SECTION).items());
    }

    @Override
    public boolean isFor(Set<String> keys) {
        return keys.contains("rows") || keys.contains("panels") || keys.contains("title");
    }

    @Override
    public List<CheckedFile> check(List<Path> files) {
        Set<String> slugs = ShippedDashboards.read().stream().map(Dashboard::slug).collect(Collectors.toCollection(HashSet::new));
        return files.stream().map(file -> check(file, slugs)).toList();
    }

    private static CheckedFile check(Path file, Set<String> slugs) {
        try {
            Dashboard read = DashboardFile.parse(new Origin(file.toString(), false, false), DashboardFile.content(file));
            if (!slugs.add(read.slug())) {
                throw new DashboardException(file.toString(), DashboardFile.taken(read.slug()));
            }
            int panels = read.panels().size();
            return CheckedFile.valid(file, "a dashboard of " + panels + (panels == 1 ? " panel" : " panels"));
        } catch (IOException e) {
            return CheckedFile.refused(file, List.of("Cannot read " + file + ": " + DashboardFile.reason(file, e)));
        } catch (DashboardException e) {
            return CheckedFile.refused(file, List.of(String.valueOf(e.getMessage())));
        }
    }
}
