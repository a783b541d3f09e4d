package io.keepwatch.cli;

import io.keepwatch.settings.ConfigurationFile;
import io.keepwatch.settings.KnownSettings;
import io.keepwatch.settings.Settings;
import io.keepwatch.settings.SettingsLoader;
import io.keepwatch.settings.StartProblem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/// Validates the environment and `keepwatch.yaml`, as the start and each reload do.
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
        return "validate the environment and keepwatch.yaml, or other configuration files";
    }

    @Override
    public int run(List<String> arguments, Terminal terminal) {
        try {
            Settings settings = SettingsLoader.load(terminal.environment());
            List<Path> files = arguments.isEmpty() ? List.of(settings.configFile()) : arguments.stream().map(Path::of).toList();
            if (arguments.isEmpty() && Files.notExists(settings.configFile())) {
                terminal.out().println(settings.configFile() + ": does not exist, so the defaults hold");
                return 0;
            }
            return files.stream().filter(file -> !valid(file, terminal)).toList().isEmpty() ? 0 : 1;
        } catch (StartProblem e) {
            throw new CommandFailedException(e.getMessage(), e);
        }
    }

    private static boolean valid(Path file, Terminal terminal) {
        if (Files.notExists(file)) {
            terminal.err().println(file + ": does not exist");
            return false;
        }
        try {
            var known = KnownSettings.find();
            new ConfigurationFile(file, known.sections(), known.variants(), terminal.environment(), Clock.systemUTC()).close();
            terminal.out().println(file + ": valid");
            return true;
        } catch (StartProblem e) {
            terminal.err().println(e.getMessage());
            return false;
        }
    }
}
