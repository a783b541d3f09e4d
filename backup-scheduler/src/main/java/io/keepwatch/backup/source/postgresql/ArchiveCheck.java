package io.keepwatch.backup.source.postgresql;

import io.keepwatch.backup.source.SourceException;
import io.keepwatch.backup.step.StepContext;
import io.keepwatch.process.ChildProcesses;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Reads a stored part to its end. `pg_restore --list` would not do: it is content with an archive that is cut off or damaged.
final class ArchiveCheck {

    private final ChildProcesses children;
    private final Clients clients;

    ArchiveCheck(ChildProcesses children, Clients clients) {
        this.children = children;
        this.clients = clients;
    }

    void readToEnd(String part, InputStream plain, StepContext context) throws IOException, InterruptedException {
        switch (part) {
            case PostgresqlDump.ARCHIVE -> readArchive(plain, context);
            case PostgresqlDump.GLOBALS -> readGlobals(plain);
            default -> throw new SourceException("Cannot read " + part + ": a backup of PostgreSQL has no such part",
                    "See which kind of source the backup is of", null);
        }
    }

    private void readArchive(InputStream plain, StepContext context) throws IOException, InterruptedException {
        var log = new ToolLog(0);
        ClientCommand command = ClientCommand.offline(clients.newest(), "pg_restore", List.of("--file=/dev/null"));
        ClientRun.Outcome outcome = new ClientRun(children, command, log, context, null).consume(plain);
        if (outcome.exitCode() != 0) {
            throw new SourceException("Cannot read " + PostgresqlDump.ARCHIVE + " to its end: pg_restore ended with status "
                    + outcome.exitCode() + " after " + outcome.bytes() + " bytes: " + log.errors(),
                    ToolHints.of(log.errors(), outcome.exitCode()), null);
        }
    }

    private static void readGlobals(InputStream plain) throws IOException {
        boolean ended = false;
        // its bytes are of any encoding; a marker in ASCII is found in all of them
        var reader = new BufferedReader(new InputStreamReader(plain, StandardCharsets.ISO_8859_1));
        String line;
        while ((line = reader.readLine()) != null) {
            ended |= line.equals(PostgresqlDump.END_OF_GLOBALS);
        }
        if (!ended) {
            throw new SourceException("Cannot read " + PostgresqlDump.GLOBALS + " to its end: it is cut off",
                    "Restore another copy or backup", null);
        }
    }
}
