package io.keepwatch.alerting.rulefile;

import io.keepwatch.settings.CheckedFile;
import io.keepwatch.settings.Configuration;
import io.keepwatch.settings.ConfigurationCheck;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/// Reads rule files as the start does, and refuses one as Prometheus would: as a whole, even if some of its groups could be used.
final class RuleFileCheck implements ConfigurationCheck {

    @Override
    public List<Path> files(Configuration configuration) {
        return List.of();
    }

    @Override
    public boolean isFor(Set<String> keys) {
        return keys.contains("groups") || keys.contains("kind") && (keys.contains("spec") || keys.contains("items"));
    }

    @Override
    public List<CheckedFile> check(List<Path> files) {
        return files.stream().map(RuleFileCheck::check).toList();
    }

    private static CheckedFile check(Path file) {
        try {
            RuleFile read = RuleFileReader.read(file);
            if (!read.problems().isEmpty()) {
                return CheckedFile.refused(file, read.problems().stream().map(problem -> "Cannot use " + problem).toList());
            }
            String warnings = String.join("", read.warnings().stream().map(warning -> "; warning: " + warning).toList());
            return CheckedFile.valid(file, count(read.ruleCount(), "rule") + " in " + count(read.groups().size(), "group") + warnings);
        } catch (NoSuchFileException _) {
            return CheckedFile.refused(file, List.of("Cannot read " + file + ": there is no such file"));
        } catch (IOException e) {
            return CheckedFile.refused(file, List.of("Cannot read " + file + ": " + e.getMessage()));
        }
    }

    private static String count(int count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }
}
