package io.keepwatch.cli;

import io.keepwatch.settings.FilePattern;
import io.keepwatch.settings.KnownSettings;
import io.keepwatch.settings.Settings;
import io.keepwatch.settings.SettingsLoader;
import io.keepwatch.settings.StartProblem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Validates the environment and `keepwatch.yaml` with every file it names, as the start and each reload do; or files by their names,
/// whatever kind they are.
final class CheckCommand implements Command {

    @Override
    public String name() {
        return "check";
    }

    @Override
    public String usage() {
        return "check [FILE…]";
    }

    @Override
    public String purpose() {
        return "validate the environment, keepwatch.yaml and the files it names, or other files";
    }

    @Override
    public int run(List<String> arguments, Terminal terminal) {
        try {
            Settings settings = SettingsLoader.load(terminal.environment());
            var check = new FileChecks(KnownSettings.find(), terminal);
            if (!arguments.isEmpty()) {
                return check.named(FilePattern.files(arguments.stream().map(Path::of).toList())) ? 0 : 1;
            }
            if (Files.notExists(settings.configFile())) {
                terminal.out().println(settings.configFile() + ": does not exist, so the defaults hold");
                return 0;
            }
            return check.configuration(settings.configFile()) ? 0 : 1;
        } catch (StartProblem e) {
            throw new CommandFailedException(e.getMessage(), e);
        }
    }
}
