package io.keepwatch.postgresql;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// PostgreSQL's programs of one major version.
///
/// @param major  e.g. 17
/// @param folder where the programs are
public record PostgresqlInstallation(int major, Path folder) {

    /// Where Debian, then Red Hat, put each version's programs, which are not on the PATH.
    private static final List<Path> ROOTS = List.of(Path.of("/usr/lib/postgresql"), Path.of("/usr"));

    /// All that this machine has, the newest last.
    public static List<PostgresqlInstallation> installed() {
        return below(ROOTS);
    }

    public static List<PostgresqlInstallation> below(List<Path> roots) {
        var found = new ArrayList<PostgresqlInstallation>();
        for (Path root : roots) {
            try (DirectoryStream<Path> versions = Files.newDirectoryStream(root, "{[0-9]*,pgsql-[0-9]*}")) {
                versions.forEach(version -> of(version).ifPresent(found::add));
            } catch (IOException _) {
                // not this distribution's place
            }
        }
        found.sort(Comparator.comparingInt(PostgresqlInstallation::major));
        return found;
    }

    public boolean has(String program) {
        return Files.isExecutable(folder.resolve(program));
    }

    public String program(String name) {
        return folder.resolve(name).toString();
    }

    private static Optional<PostgresqlInstallation> of(Path version) {
        String digits = version.getFileName().toString().replaceFirst("^pgsql-", "");
        Path bin = version.resolve("bin");
        return digits.matches("\\d{1,4}") && Files.isDirectory(bin)
                ? Optional.of(new PostgresqlInstallation(Integer.parseInt(digits), bin))
                : Optional.empty();
    }
}
