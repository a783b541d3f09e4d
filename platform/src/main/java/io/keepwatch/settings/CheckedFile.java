package io.keepwatch.settings;

import java.nio.file.Path;
import java.util.List;

/// What a [ConfigurationCheck] says of one file.
///
/// @param summary  what the file holds, e.g. `a dashboard of 12 panels`; shown when there is no problem
/// @param problems each with file, line where it is known, and reason; empty when the file is valid
public record CheckedFile(Path file, String summary, List<String> problems) {

    public CheckedFile {
        problems = List.copyOf(problems);
    }

    public static CheckedFile valid(Path file, String summary) {
        return new CheckedFile(file, summary, List.of());
    }

    public static CheckedFile refused(Path file, List<String> problems) {
        return new CheckedFile(file, "", problems);
    }
}
