package io.keepwatch.alerting.rulefile;

import io.keepwatch.settings.CheckedFile;
import io.keepwatch.settings.Configuration;
import io.keepwatch.settings.ConfigurationCheck;
import io.keepwatch.settings.FilePattern;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/// Reads rule files as the start does, and refuses one as Prometheus would: as a whole, even if some of its groups could be used.
public final class RuleFileCheck implements ConfigurationCheck {

    private final Function<Configuration, List<Path>> entries;

    /// @param entries files, folders and patterns that the configuration names
    public RuleFileCheck(Function<Configuration, List<Path>> entries) {
        this.entries = entries;
    }

    @Override
    public List<Path> files(Configuration configuration) {
        return FilePattern.files(entries.apply(configuration)).stream().filter(file -> !isSideFile(file)).toList();
    }

    @Override
    public boolean isFor(Set<String> keys) {
        return keys.contains("groups") || keys.contains("alerts") || keys.contains("kind") && (keys.contains("spec") || keys.contains("items"));
    }

    private static boolean isSideFile(Path file) {
        return RuleExtrasFile.isSideFile(file.getFileName().toString());
    }

    @Override
    public List<CheckedFile> check(List<Path> files) {
        return files.stream().map(RuleFileCheck::check).toList();
    }

    private static CheckedFile check(Path file) {
        try {
            if (isSideFile(file)) {
                return sideFile(file);
            }
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

    private static CheckedFile sideFile(Path file) throws IOException {
        RuleExtrasFile read = RuleExtrasReader.read(file.toString(), Files.readString(file));
        return read.problems().isEmpty() ? CheckedFile.valid(file, "extras of " + count(read.alerts().size(), "alert"))
                : CheckedFile.refused(file, read.problems().stream().map(RuleExtrasFile.Problem::toString).toList());
    }

    private static String count(int count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }
}
