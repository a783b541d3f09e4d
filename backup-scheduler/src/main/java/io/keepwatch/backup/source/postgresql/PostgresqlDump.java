package io.keepwatch.backup.source.postgresql;

import io.keepwatch.backup.source.PartSink;
import io.keepwatch.backup.source.SourceException;
import io.keepwatch.backup.source.SourceFacts;
import io.keepwatch.backup.step.StepContext;
import io.keepwatch.process.ChildProcesses;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Dumps one database: the rows by pg_dump, the server's roles and tablespaces by pg_dumpall, both as streams.
final class PostgresqlDump {

    static final String ARCHIVE = "database.dump";
    static final String GLOBALS = "globals.sql";
    static final String END_OF_GLOBALS = "-- PostgreSQL database cluster dump complete";

    private static final int ZSTD_FROM = 16;
    private static final int LONGEST_GLOBALS = 256 * 1024 * 1024;
    private static final String NO_ZSTD = "does not support compression with zstd";

    private static final int ATTEMPTS = 10;
    private static final Duration BEHIND_OUR_LOCKS = Duration.ofSeconds(2);
    private static final String WAITED_FOR_A_LOCK = "Query was: LOCK TABLE";

    private final ChildProcesses children;
    private final Clients clients;

    PostgresqlDump(ChildProcesses children, Clients clients) {
        this.children = children;
        this.clients = clients;
    }

    SourceFacts run(PostgresqlSettings settings, PartSink sink, StepContext context) throws IOException, InterruptedException {
        var warnings = new ArrayList<String>();
        SourceDescription source = SourceDescription.read(settings);
        Client client = clients.forDump(source.version());
        context.log("Dumping " + settings.place() + " (PostgreSQL " + source.version() + ") with pg_dump " + client.version());
        if (!client.version().isSafe()) {
            warnings.add("Dumped with pg_dump " + client.version() + ", which is older than the safe " + client.version().firstSafe());
        }
        try {
            Rows rows = dumpRows(settings, client, sink, warnings, context);
            dumpGlobals(settings, client, source.superuser(), sink, warnings, context);
            warnings.addAll(rows.counted().warnings());
            return source.facts(rows.snapshot(), client, rows.counted().tables(), warnings);
        } catch (SQLException e) {
            throw Failures.of("Cannot dump " + settings.place(), e);
        }
    }

    private record Rows(Snapshot snapshot, Snapshot.Counted counted) {}

    /// A change (ALTER, DROP) that asks for a table after our lock and before pg_dump's waits for us, and pg_dump waits behind it: none
    /// of the three would ever go on. So pg_dump waits only briefly, and then we let the change pass and take a new snapshot.
    private Rows dumpRows(PostgresqlSettings settings, Client client, PartSink sink, List<String> warnings, StepContext context)
            throws SQLException, IOException, InterruptedException {
        try (var archive = new ArchiveOutput(sink, ARCHIVE)) {
            for (int attempt = 1; ; attempt++) {
                try (Snapshot snapshot = Snapshot.take(settings)) {
                    context.log("Reading snapshot " + snapshot.id() + " at " + snapshot.lsn());
                    Attended<Snapshot.Counted> counting = snapshot.count();
                    dumpRows(settings, client, snapshot, archive, warnings, context);
                    return new Rows(snapshot, counting.await(context));
                } catch (SourceException e) {
                    if (attempt == ATTEMPTS || archive.hasBytes() || !String.valueOf(e.getMessage()).contains(WAITED_FOR_A_LOCK)) {
                        throw e;
                    }
                    context.log("A change of a table came between: letting it pass, then reading a new snapshot");
                }
            }
        }
    }

    private void dumpRows(PostgresqlSettings settings, Client client, Snapshot snapshot, ArchiveOutput archive, List<String> warnings,
            StepContext context) throws IOException, InterruptedException {
        boolean zstd = client.version().major() >= ZSTD_FROM;
        try {
            pgDump(settings, client, snapshot, zstd, archive, warnings, context);
        } catch (SourceException e) {
            if (!zstd || archive.hasBytes() || !String.valueOf(e.getMessage()).contains(NO_ZSTD)) {
                throw e;
            }
            context.log("This pg_dump knows no zstd: compressing with gzip");
            pgDump(settings, client, snapshot, false, archive, warnings, context);
        }
        archive.requireArchive(settings);
    }

    private void pgDump(PostgresqlSettings settings, Client client, Snapshot snapshot, boolean zstd, OutputStream archive,
            List<String> warnings, StepContext context) throws IOException, InterruptedException {
        Duration lockWait = settings.lockWaitTimeout().compareTo(BEHIND_OUR_LOCKS) < 0 ? settings.lockWaitTimeout() : BEHIND_OUR_LOCKS;
        var arguments = new ArrayList<>(List.of("--format=custom", "--verbose", "--snapshot=" + snapshot.id(),
                "--lock-wait-timeout=" + lockWait.toMillis()));
        if (zstd) {
            arguments.add("--compress=zstd:3");
        }
        var log = new ToolLog((int) snapshot.tables().stream().filter(TableRef::hasRows).count());
        var run = new ClientRun(children,
                ClientCommand.connected(client, "pg_dump", settings, settings.database(), arguments), log, context, null);
        ClientRun.Outcome outcome = run.produce(archive);
        if (outcome.exitCode() != 0) {
            throw failed("pg_dump", outcome, log, settings);
        }
        warnings.addAll(log.warnings());
    }

    /// Small, and kept in memory until it is whole, for a second attempt with fewer rights must not be appended to the first.
    private void dumpGlobals(PostgresqlSettings settings, Client client, boolean superuser, PartSink sink, List<String> warnings,
            StepContext context) throws IOException, InterruptedException {
        var attempts = new ArrayList<List<String>>();
        if (superuser) {
            attempts.add(List.of("--globals-only"));
        }
        attempts.add(List.of("--globals-only", "--no-role-passwords"));
        attempts.add(List.of("--roles-only", "--no-role-passwords"));
        SourceException refused = null;
        for (List<String> attempt : attempts) {
            try {
                byte[] globals = pgDumpAll(settings, client, attempt, warnings, context);
                if (attempt.contains("--no-role-passwords")) {
                    warnings.add("Roles are kept without their passwords"
                            + (attempt.contains("--roles-only") ? ", and tablespaces are not kept" : "") + ": "
                            + settings.user() + " may not read more");
                }
                try (OutputStream part = sink.begin(GLOBALS)) {
                    part.write(globals);
                }
                return;
            } catch (SourceException e) {
                refused = e;
            }
        }
        throw refused;
    }

    private byte[] pgDumpAll(PostgresqlSettings settings, Client client, List<String> what, List<String> warnings, StepContext context)
            throws IOException, InterruptedException {
        var globals = new ByteArrayOutputStream();
        var log = new ToolLog(0);
        var arguments = new ArrayList<>(what);
        if (!looksLikeConnectionString(settings.database())) {
            arguments.add("--database=" + settings.database());
        }
        var run = new ClientRun(children,
                ClientCommand.connected(client, "pg_dumpall", settings, settings.database(), arguments), log, context, null);
        ClientRun.Outcome outcome = run.produce(new BoundedOutput(globals, LONGEST_GLOBALS));
        if (outcome.exitCode() != 0 || !globals.toString(StandardCharsets.UTF_8).contains(END_OF_GLOBALS)) {
            throw failed("pg_dumpall", outcome, log, settings);
        }
        warnings.addAll(log.warnings());
        return globals.toByteArray();
    }

    /// pg_dumpall takes such a database name for the description of a connection; it then connects to `postgres`.
    private static boolean looksLikeConnectionString(String database) {
        return database.contains("=") || database.startsWith("postgres://") || database.startsWith("postgresql://");
    }

    private static SourceException failed(String program, ClientRun.Outcome outcome, ToolLog log, PostgresqlSettings settings) {
        return new SourceException("Cannot dump " + settings.place() + ": " + program + " ended with status " + outcome.exitCode()
                + " after " + outcome.bytes() + " bytes: " + log.errors(), ToolHints.of(log.errors(), outcome.exitCode()), null);
    }
}
