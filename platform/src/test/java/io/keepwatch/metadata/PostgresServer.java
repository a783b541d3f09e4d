package io.keepwatch.metadata;

import static org.awaitility.Awaitility.await;

import io.keepwatch.postgresql.PostgresqlInstallation;
import io.keepwatch.process.ChildProcess;
import io.keepwatch.process.ChildProcesses;
import io.keepwatch.process.ProcessSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/// A real PostgreSQL cluster on a free loopback port, thrown away when it is closed.
public final class PostgresServer implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path directory;
    private final ChildProcesses children;
    private final List<String> log = new CopyOnWriteArrayList<>();
    private final AtomicInteger databases = new AtomicInteger();
    private final int port;

    /// @param options for the server beside those it needs, e.g. `-c`, `max_prepared_transactions=2`
    public PostgresServer(String... options) {
        try {
            Path programs = programs();
            directory = Files.createTempDirectory("keepwatch-postgres-");
            Path data = Files.createDirectory(directory.resolve("data"));
            children = new ChildProcesses(directory.resolve("run"));
            giveToPostgres(directory);
            giveToPostgres(data);
            program(programs.resolve("initdb").toString(), "-D", data.toString(), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync");
            port = freePort();
            var command = new ArrayList<>(List.of(programs.resolve("postgres").toString(), "-D", data.toString(), "-p", Integer.toString(port),
                    "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=" + directory, "-c", "fsync=off"));
            command.addAll(List.of(options));
            start(command);
            awaitReady();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start PostgreSQL", e);
        }
    }

    public int port() {
        return port;
    }

    public String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + URLEncoder.encode(database, StandardCharsets.UTF_8);
    }

    /// As the user `postgres`; to be closed by the caller.
    public Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(url(database), "postgres", "");
    }

    public void run(String database, String... statements) throws SQLException {
        try (Connection connection = connect(database); var statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /// The first column of the first row.
    public @Nullable String ask(String database, String query) throws SQLException {
        try (Connection connection = connect(database); var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            return rows.next() ? rows.getString(1) : null;
        }
    }

    /// Creates an empty database and returns its URL; the user is `postgres`, without a password.
    public String newDatabase() {
        String name = "test_" + databases.incrementAndGet();
        try {
            run("postgres", "create database " + name);
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot create database " + name, e);
        }
        return url(name);
    }

    @Override
    public void close() {
        children.close();
        try {
            FileSystemUtils.deleteRecursively(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot delete " + directory, e);
        }
    }

    private void program(String... command) {
        int code = start(List.of(command)).onExit().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
        if (code != 0) {
            throw new IllegalStateException(command[0] + " failed: " + String.join("\n", log));
        }
    }

    /// PostgreSQL refuses to run as root.
    private ChildProcess start(List<String> command) {
        return children.start(new ProcessSpec("postgres", command, Map.of("LC_ALL", "C.UTF-8"), directory, log::add)
                .runAs("postgres")
                .endedBy(ProcessSpec.Ending.INTERRUPT));
    }

    private void awaitReady() {
        await().atMost(PATIENCE).ignoreExceptions()
                .untilAsserted(() -> connect("postgres").close());
    }

    private static void giveToPostgres(Path path) throws IOException {
        if ("root".equals(System.getProperty("user.name"))) {
            Files.setOwner(path, path.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("postgres"));
        }
    }

    private static Path programs() {
        return PostgresqlInstallation.installed().reversed().stream()
                .filter(installation -> installation.has("initdb"))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("These tests need PostgreSQL's server programs: apt-get install postgresql"))
                .folder();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
