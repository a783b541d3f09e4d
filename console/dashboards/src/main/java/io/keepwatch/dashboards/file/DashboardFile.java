package io.keepwatch.dashboards.file;

import io.keepwatch.dashboards.Dashboard;
import io.keepwatch.dashboards.Dashboard.Origin;
import io.keepwatch.dashboards.DashboardException;
import io.keepwatch.dashboards.grafana.GrafanaDashboard;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// One file of a dashboard: its bytes, and what they mean.
final class DashboardFile {

    private static final int LARGEST = 2 * 1024 * 1024;

    private DashboardFile() {}

    /// @throws DashboardException when it is too large
    static byte[] content(Path file) throws IOException {
        if (Files.size(file) > LARGEST) {
            throw new DashboardException(file.toString(), "it is larger than 2 MiB");
        }
        return Files.readAllBytes(file);
    }

    /// @throws DashboardException when it cannot be used
    static Dashboard parse(Origin origin, byte[] content) {
        return parse(origin, new String(content, StandardCharsets.UTF_8));
    }

    /// Reads Keepwatch's YAML, or a dashboard of Grafana.
    ///
    /// @throws DashboardException when it cannot be used
    static Dashboard parse(Origin origin, String text) {
        String name = Path.of(origin.place()).getFileName().toString();
        String slug = PanelIds.slug(name.replaceFirst("\\.\\w+$", ""));
        if (name.endsWith(".json") || text.stripLeading().startsWith("{")) {
            var translated = GrafanaDashboard.translate(origin.place(), text);
            return DashboardYaml.read(slug, origin, translated.yaml(), translated.notes());
        }
        return DashboardYaml.read(slug, origin, text, List.of());
    }

    /// Why a file cannot be read at all.
    static String reason(Path file, IOException problem) {
        return Files.exists(file) ? String.valueOf(problem.getMessage()) : "there is no such file";
    }

    /// What is said of the second of two files of one name: they would have one address.
    static String taken(String slug) {
        return "its address dashboards/" + slug + " is that of another dashboard; give the file another name";
    }
}
