package io.keepwatch.demo;

import io.keepwatch.process.ChildProcess;
import io.keepwatch.process.ChildProcesses;
import io.keepwatch.process.ProcessSpec;
import io.keepwatch.settings.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The demo's own PostgreSQL: a cluster on loopback with the database `quotes` and its owner of the same name.
final class PostgresCluster {

    static final String DATABASE = "quotes";
    static final String OWNER = "quotes";
    static final String SUPERUSER = "postgres";

    private static final Logger log = LoggerFactory.getLogger(PostgresCluster.class);
    private static final Duration LONGEST_INITDB = Duration.ofMinutes(2);
    private static final Duration LONGEST_START = Duration.ofMinutes(1);
    private static final Duration POLL = Duration.ofMillis(100);

    private final Path data;
    private final int port;
    private final PostgresPrograms programs;
    private final Secret superuserPassword;
    private final Path superuserPasswordFile;
    private final Secret ownerPassword;
    private final Supervised server;

    private PostgresCluster(Path data, int port, PostgresPrograms programs, Secret superuserPassword, Path superuserPasswordFile,
            Secret ownerPassword, ChildProcesses children) {
        this.data = data;
        this.port = port;
        this.programs = programs;
        this.superuserPassword = superuserPassword;
        this.superuserPasswordFile = superuserPasswordFile;
        this.ownerPassword = ownerPassword;
        this.server = new Supervised("database", children, this::spec);
    }

    /// Initialises the cluster when there is none.
    ///
    /// @param demo the demo's folder in the data directory, where the passwords are kept
    static PostgresCluster prepare(Path demo, int port, ChildProcesses children) {
        var folder = new ClusterFolder(demo, Path.of("/var/tmp"));
        Path data = folder.prepare().resolve("data");
        PostgresPrograms programs = PostgresPrograms.find(majorOf(data));
        try {
            Path superuserFile = demo.resolve("postgres-password");
            Secret superuser = SecretFile.readOrCreate(superuserFile);
            Secret owner = SecretFile.readOrCreate(demo.resolve("quotes-password"));
            if (majorOf(data).isEmpty()) {
                initialise(data, programs, superuser, folder, children);
            }
            return new PostgresCluster(data, port, programs, superuser, superuserFile, owner, children);
        } catch (IOException e) {
            throw new DemoUnavailableException("Cannot prepare the demo's database in " + data + ": " + e, e);
        }
    }

    /// Returns when the server answers and the database is there.
    void start() throws InterruptedException {
        server.start();
        long deadline = System.nanoTime() + LONGEST_START.toNanos();
        while (true) {
            try {
                createDatabase();
                return;
            } catch (SQLException e) {
                if (System.nanoTime() > deadline) {
                    throw new DemoUnavailableException("The demo's database does not answer on 127.0.0.1:" + port + ": " + e.getMessage(), e);
                }
                Thread.sleep(POLL);
            }
        }
    }

    void stop() {
        server.stop();
    }

    String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    Path superuserPasswordFile() {
        return superuserPasswordFile;
    }

    Secret ownerPassword() {
        return ownerPassword;
    }

    private void createDatabase() throws SQLException {
        try (Connection connection = connect("postgres")) {
            if (!exists(connection, "SELECT FROM pg_roles WHERE rolname = '" + OWNER + "'")) {
                // a random hexadecimal text: nothing in it needs quoting
                run(connection, "CREATE ROLE " + OWNER + " LOGIN PASSWORD '" + ownerPassword.reveal() + "'");
            }
            if (!exists(connection, "SELECT FROM pg_database WHERE datname = '" + DATABASE + "'")) {
                run(connection, "CREATE DATABASE " + DATABASE + " OWNER " + OWNER);
            }
        }
        if (programs.hasStatementStatistics()) {
            try (Connection connection = connect(DATABASE)) {
                run(connection, "CREATE EXTENSION IF NOT EXISTS pg_stat_statements");
            }
        }
    }

    private Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(url(database) + "?connectTimeout=2", SUPERUSER, superuserPassword.reveal());
    }

    private static boolean exists(Connection connection, String query) throws SQLException {
        try (var statement = connection.createStatement(); var rows = statement.executeQuery(query)) {
            return rows.next();
        }
    }

    private static void run(Connection connection, String command) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(command);
        }
    }

    /// Durability stays as it is by default: this database is there to be backed up and restored.
    private ProcessSpec spec() {
        var command = new ArrayList<>(List.of(
                programs.postgres(), "-D", data.toString(), "-p", Integer.toString(port),
                "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=",
                "-c", "shared_buffers=32MB", "-c", "max_connections=60"));
        if (programs.hasStatementStatistics()) {
            command.addAll(List.of("-c", "shared_preload_libraries=pg_stat_statements"));
        }
        return new ProcessSpec("demo-postgres", command, Map.of(), data, line -> log.debug("{}", line))
                .runAs(ClusterFolder.SERVER_USER).endedBy(ProcessSpec.Ending.INTERRUPT);
    }

    private static void initialise(
            Path data, PostgresPrograms programs, Secret superuser, ClusterFolder folder, ChildProcesses children) throws IOException {
        Path passwordFile = SecretFile.create(data.resolveSibling("initial-password-" + System.nanoTime()), superuser);
        folder.giveToServer(passwordFile);
        // made beside and moved when complete: an initdb that is killed leaves no half cluster under the name
        Path draft = data.resolveSibling("data-" + System.nanoTime());
        var lastLines = new ConcurrentLinkedDeque<String>();
        try {
            ChildProcess initdb = children.start(new ProcessSpec("demo-initdb", List.of(
                    programs.initdb(), "--pgdata=" + draft, "--username=" + SUPERUSER, "--pwfile=" + passwordFile,
                    "--auth=scram-sha-256", "--encoding=UTF8", "--locale=C", "--no-instructions"),
                    Map.of(), draft.getParent(), lastLines::add)
                    .runAs(ClusterFolder.SERVER_USER).endedBy(ProcessSpec.Ending.TERMINATE));
            int status = initdb.onExit().get(LONGEST_INITDB.toSeconds(), TimeUnit.SECONDS);
            if (status != 0) {
                throw new DemoUnavailableException("Cannot create the demo's database in " + draft + ": initdb ended with status "
                        + status + ": " + String.join(" ", lastLines));
            }
            Files.move(draft, data);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DemoUnavailableException("Interrupted while creating the demo's database", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new DemoUnavailableException("Cannot create the demo's database in " + draft + ": " + e, e);
        } finally {
            Files.deleteIfExists(passwordFile);
        }
    }

    private static Optional<Integer> majorOf(Path data) {
        try {
            return Optional.of(Integer.parseInt(Files.readString(data.resolve("PG_VERSION")).strip()));
        } catch (IOException | NumberFormatException _) {
            return Optional.empty();
        }
    }
}
