package io.keepwatch.cli;

import io.keepwatch.settings.CheckedFile;
import io.keepwatch.settings.Configuration;
import io.keepwatch.settings.ConfigurationCheck;
import io.keepwatch.settings.ConfigurationFile;
import io.keepwatch.settings.KnownSettings;
import io.keepwatch.settings.StartProblem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/// Looks at configuration files and the files they name, and prints what is wrong with each.
final class FileChecks {

    private final KnownSettings known;
    private final Terminal terminal;

    FileChecks(KnownSettings known, Terminal terminal) {
        this.known = known;
        this.terminal = terminal;
    }

    /// Files of any kind. Each kind gets its own together, for some problems lie between them.
    ///
    /// @return whether all are valid
    boolean named(List<Path> files) {
        var configurations = new ArrayList<Path>();
        var others = new LinkedHashMap<ConfigurationCheck, List<Path>>();
        for (Path file : files) {
            var keys = OutermostKeys.of(file);
            known.checks().stream().filter(check -> check.isFor(keys)).findFirst()
                    .ifPresentOrElse(check -> others.computeIfAbsent(check, _ -> new ArrayList<>()).add(file), () -> configurations.add(file));
        }
        boolean valid = true;
        for (Path file : configurations) {
            valid &= configuration(file);
        }
        for (var kind : others.entrySet()) {
            valid &= report(kind.getKey().check(kind.getValue()));
        }
        return valid;
    }

    /// One `keepwatch.yaml` with all that it names.
    boolean configuration(Path file) {
        if (Files.notExists(file)) {
            terminal.err().println(file + ": does not exist");
            return false;
        }
        try (var read = new ConfigurationFile(file, known.sections(), known.variants(), terminal.environment(), Clock.systemUTC())) {
            terminal.out().println(file + ": valid");
            return whatItNames(read.current());
        } catch (StartProblem e) {
            terminal.err().println(e.getMessage());
            return false;
        }
    }

    private boolean whatItNames(Configuration configuration) {
        boolean valid = true;
        for (ConfigurationCheck check : known.checks()) {
            valid &= report(check.check(check.files(configuration)));
        }
        return valid;
    }

    private boolean report(List<CheckedFile> files) {
        boolean valid = true;
        for (CheckedFile file : files) {
            if (file.problems().isEmpty()) {
                terminal.out().println(file.file() + ": valid, " + file.summary());
            } else {
                file.problems().forEach(terminal.err()::println);
                valid = false;
            }
        }
        return valid;
    }
}
