package io.keepwatch.quotes;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/// A PostgreSQL cluster for one test run, with a fresh database for whoever asks.
public final class PostgresForTests {

    private static final PostgresForTests SHARED = start();

    private final Path folder;
    private final int port;
    private final Process server;
    private final AtomicInteger databases = new AtomicInteger();

    private PostgresForTests(Path folder, int port, Process server) {
        this.folder = folder;
        this.port = port;
        this.server = server;
    }

    /// The JDBC address of an empty database; user `postgres`, no password.
    public static String freshDatabase() {
        String name = "quotes_" + SHARED.databases.incrementAndGet();
        try (Connection connection = DriverManager.getConnection(SHARED.url("postgres"), "postgres", "");
                var statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
            return SHARED.url(name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    private static PostgresForTests start() {
        try (var free = new ServerSocket(0)) {
            Path folder = Files.createTempDirectory("quotes-postgres");
            if (root()) {
                Files.setOwner(folder, folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("postgres"));
            }
            Path log = folder.resolve("log");
            run(log, "initdb", "-D", folder + "/data", "-U", "postgres", "--auth=trust", "--no-sync", "-E", "UTF8", "--locale=C.UTF-8")
                    .waitFor();
            int port = free.getLocalPort();
            free.close();
            Process server = run(log, "postgres", "-D", folder + "/data", "-p", Integer.toString(port), "-c", "fsync=off",
                    "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=");
            var started = new PostgresForTests(folder, port, server);
            Runtime.getRuntime().addShutdownHook(new Thread(started::stop));
            // in this thread: another would wait for the end of our static initialiser
            Awaitility.await().pollInSameThread().atMost(30, TimeUnit.SECONDS).until(() -> started.answers(log));
            return started;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private boolean answers(Path log) throws IOException {
        if (!server.isAlive()) {
            throw new IllegalStateException("PostgreSQL did not start:\n" + Files.readString(log));
        }
        try (Connection connection = DriverManager.getConnection(url("postgres"), "postgres", "")) {
            return connection.isValid(1);
        } catch (SQLException _) {
            return false;
        }
    }

    private static Process run(Path log, String program, String... arguments) throws IOException {
        var command = new ArrayList<String>();
        if (root()) {
            command.addAll(List.of("setpriv", "--pdeathsig", "QUIT", "--reuid=postgres", "--regid=postgres", "--init-groups", "--"));
        }
        command.add(bin().resolve(program).toString());
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile())).start();
    }

    private static Path bin() throws IOException {
        try (Stream<Path> versions = Files.list(Path.of("/usr/lib/postgresql"))) {
            return versions.map(version -> version.resolve("bin"))
                    .filter(bin -> Files.isExecutable(bin.resolve("postgres")))
                    .max(Comparator.naturalOrder())
                    .orElseThrow(() -> new IllegalStateException("PostgreSQL is missing; install postgresql"));
        }
    }

    private static boolean root() {
        return "root".equals(System.getProperty("user.name"));
    }

    private void stop() {
        server.descendants().forEach(ProcessHandle::destroyForcibly);
        server.destroyForcibly();
        try (Stream<Path> files = Files.walk(folder)) {
            server.waitFor();
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | InterruptedException e) {
            System.err.println("Cannot delete " + folder + ": " + e);
        }
    }
}
