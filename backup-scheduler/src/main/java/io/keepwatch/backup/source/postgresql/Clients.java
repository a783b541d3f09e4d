package io.keepwatch.backup.source.postgresql;

import io.keepwatch.backup.source.SourceException;
import io.keepwatch.postgresql.PostgresqlInstallation;
import io.keepwatch.process.ChildProcesses;
import io.keepwatch.process.ProcessSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Finds PostgreSQL's client programs and picks the version that fits.
final class Clients {

    private static final long LONGEST_ANSWER_SECONDS = 20;

    private final ChildProcesses children;
    private final Supplier<List<Path>> folders;
    private final Map<Path, Known> known = new ConcurrentHashMap<>();

    /// A program as it was when it was asked; replaced by an upgrade, it is asked again.
    private record Known(FileTime modified, Optional<PostgresqlVersion> version) {}

    /// @param folders where programs may be, looked at anew each time: an upgrade needs no restart
    Clients(ChildProcesses children, Supplier<List<Path>> folders) {
        this.children = children;
        this.folders = folders;
    }

    /// The distribution's folders, and those of the PATH after them.
    static List<Path> usualFolders() {
        return Stream.concat(
                        PostgresqlInstallation.installed().stream().map(PostgresqlInstallation::folder),
                        Stream.of(System.getenv().getOrDefault("PATH", "").split(":")).filter(folder -> !folder.isEmpty()).map(Path::of))
                .distinct()
                .toList();
    }

    /// All there are: those that have the three programs a backup and its restore need.
    List<Client> installed() {
        return folders.get().stream()
                .filter(folder -> Stream.of("pg_dump", "pg_dumpall", "pg_restore")
                        .allMatch(program -> Files.isExecutable(folder.resolve(program))))
                .flatMap(folder -> version(folder).map(version -> new Client(folder, version)).stream())
                .toList();
    }

    /// The client to dump this server: of its own major version, else the next newer one. An older one cannot.
    Client forDump(PostgresqlVersion server) throws SourceException {
        return atLeast(server.major(), server.major()).orElseThrow(() -> missing(
                "Cannot dump a server of PostgreSQL " + server, server.major()));
    }

    /// The client to restore: it must understand the archive, and fits best when it is as old as the server.
    ///
    /// @param archive the major version of the client that wrote the archive
    Client forRestore(int archive, PostgresqlVersion server) throws SourceException {
        int oldest = Math.max(archive, server.major());
        return atLeast(oldest, oldest).orElseThrow(() -> missing("Cannot restore an archive of PostgreSQL " + archive
                + " into a server of PostgreSQL " + server, oldest));
    }

    /// The newest there is: it reads every archive.
    Client newest() throws SourceException {
        return installed().stream().max(Comparator.comparing(Client::version))
                .orElseThrow(() -> missing("Cannot read an archive", 0));
    }

    private Optional<Client> atLeast(int major, int preferred) {
        return installed().stream()
                .filter(client -> client.version().major() >= major)
                .min(Comparator.comparing((Client client) -> client.version().major() - preferred)
                        .thenComparing(Client::version, Comparator.reverseOrder()));
    }

    private SourceException missing(String cannot, int major) {
        List<Client> installed = installed();
        String there = installed.isEmpty()
                ? "pg_dump, pg_dumpall and pg_restore are not installed"
                : "the newest client programs are those of PostgreSQL "
                        + installed.stream().map(Client::version).max(Comparator.naturalOrder()).orElseThrow();
        return new SourceException(cannot + ": " + there,
                "Install " + (major == 0 ? "postgresql-client" : "postgresql-client-" + major + " or newer"), null);
    }

    private Optional<PostgresqlVersion> version(Path folder) {
        Path program = folder.resolve("pg_dump");
        try {
            FileTime modified = Files.getLastModifiedTime(program);
            return known.compute(program, (_, before) -> before != null && before.modified().equals(modified)
                    ? before
                    : new Known(modified, ask(program))).version();
        } catch (IOException _) {
            // uninstalled just now
            return Optional.empty();
        }
    }

    private Optional<PostgresqlVersion> ask(Path program) {
        var lines = new ConcurrentLinkedQueue<String>();
        var child = children.start(new ProcessSpec("pg-dump-version", List.of(program.toString(), "--version"),
                Map.of("LC_ALL", "C"), Path.of("/"), lines::add).endedBy(ProcessSpec.Ending.TERMINATE));
        try {
            int code = child.onExit().get(LONGEST_ANSWER_SECONDS, TimeUnit.SECONDS);
            return code == 0 ? lines.stream().flatMap(line -> PostgresqlVersion.ofProgram(line).stream()).findFirst() : Optional.empty();
        } catch (TimeoutException | ExecutionException _) {
            child.kill();
            return Optional.empty();
        } catch (InterruptedException _) {
            child.kill();
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
