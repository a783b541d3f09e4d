package io.keepwatch.alerting.routing;

import io.keepwatch.alerting.AlertingSettings;
import io.keepwatch.settings.CheckedFile;
import io.keepwatch.settings.Configuration;
import io.keepwatch.settings.ConfigurationCheck;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/// Reads routing configurations as `amtool check-config` does, and names the receivers for which there is no notifier.
final class RoutingConfigCheck implements ConfigurationCheck {

    @Override
    public List<Path> files(Configuration configuration) {
        Path file = configuration.get(AlertingSettings.SECTION).config();
        return file == null ? List.of() : List.of(file);
    }

    @Override
    public boolean isFor(Set<String> keys) {
        return keys.contains("route") && keys.contains("receivers");
    }

    @Override
    public List<CheckedFile> check(List<Path> files) {
        return files.stream().map(RoutingConfigCheck::check).toList();
    }

    private static CheckedFile check(Path file) {
        try {
            RoutingConfig config = RoutingConfigReader.read(file);
            List<String> problems = ConfiguredMessages.problems(config, ConfiguredMessages.texts(config));
            return problems.isEmpty() ? CheckedFile.valid(file, summary(config))
                    : CheckedFile.refused(file, problems.stream().map(problem -> "Cannot use " + file + ": " + problem).toList());
        } catch (RoutingConfigException e) {
            return CheckedFile.refused(file, List.of(String.valueOf(e.getMessage())));
        } catch (NoSuchFileException _) {
            return CheckedFile.refused(file, List.of("Cannot read " + file + ": there is no such file"));
        } catch (IOException e) {
            return CheckedFile.refused(file, List.of("Cannot read " + file + ": " + e.getMessage()));
        }
    }

    private static String summary(RoutingConfig config) {
        List<String> without = config.withoutNotifier();
        return "an Alertmanager configuration of " + count(config.route().all().size(), "route") + ", " + count(config.receivers().size(), "receiver")
                + " and " + count(config.inhibitRules().size(), "inhibition")
                + (without.isEmpty() ? "" : "; there is no notifier for " + String.join(", ", without));
    }

    private static String count(int count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }
}
