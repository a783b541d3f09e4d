package io.keepwatch.settings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// The files that an entry of the configuration means: a file, the YAML and JSON files in a folder, or those that match a pattern.
public final class FilePattern {

    private static final int DEEPEST = 6;
    private static final int MOST = 1_000;

    private FilePattern() {}

    /// All that the entries mean, each once; a single file is among them also when it does not exist, so that it can be missed.
    public static List<Path> files(List<Path> entries) {
        return entries.stream()
                .flatMap(entry -> wild(entry) || Files.isDirectory(entry) ? files(entry).stream() : Stream.of(entry))
                .distinct().toList();
    }

    /// In order of their names; empty when the place does not exist.
    public static List<Path> files(Path entry) {
        if (Files.isDirectory(entry)) {
            return walk(entry, 1, file -> file.getFileName().toString().matches(".*\\.(ya?ml|json)"));
        }
        Path fixed = entry;
        while (fixed != null && wild(fixed)) {
            fixed = fixed.getParent();
        }
        if (fixed == null || fixed.equals(entry)) {
            return Files.isRegularFile(entry) ? List.of(entry) : List.of();
        }
        var matcher = FileSystems.getDefault().getPathMatcher("glob:" + entry);
        int depth = entry.toString().contains("**") ? DEEPEST : entry.getNameCount() - fixed.getNameCount();
        return Files.isDirectory(fixed) ? walk(fixed, depth, matcher::matches) : List.of();
    }

    private static boolean wild(Path path) {
        return path.toString().matches(".*[*?\\[{].*");
    }

    private static List<Path> walk(Path folder, int depth, Predicate<Path> wanted) {
        try (Stream<Path> found = Files.walk(folder, depth, FileVisitOption.FOLLOW_LINKS)) {
            return found.filter(Files::isRegularFile).filter(wanted).limit(MOST).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot look into " + folder, e);
        }
    }
}
