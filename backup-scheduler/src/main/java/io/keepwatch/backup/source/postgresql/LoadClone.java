package io.keepwatch.backup.source.postgresql;

import io.keepwatch.backup.manifest.Manifest;
import io.keepwatch.backup.source.SourceException;
import io.keepwatch.backup.step.Step;
import io.keepwatch.backup.step.StepContext;
import io.keepwatch.backup.step.StepResult;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/// Streams the archive into the clone. pg_restore ends at the first error: one that goes on ends with the same status whether all
/// rows are there or none.
record LoadClone(Restoration restore, CreateClone creation) implements Step {

    private static final String BEGUN = "load-begun";

    @Override
    public String name() {
        return "load";
    }

    @Override
    public String description() {
        return "Load the archive into " + restore.names().copy() + " with pg_restore, ending at the first error";
    }

    @Override
    public StepResult run(StepContext context) throws Exception {
        return restore.onServer("Cannot load " + restore.names().copy(), databases -> {
            if (context.remembered(BEGUN).isPresent()) {
                creation.createAnew(databases, context); // half full
            }
            context.remember(BEGUN, "yes");
            load(databases.session(), context);
            return StepResult.DONE;
        });
    }

    private void load(Session session, StepContext context) throws Exception {
        PostgresqlSettings settings = restore.settings();
        Client client = restore.clients().forRestore(restore.archiveMajor(), PostgresqlVersion.ofServer(session.serverVersion()));
        if (!client.version().isSafe() && !settings.allowUnsafeClient()) {
            throw new SourceException("Cannot restore with pg_restore " + client.version() + ": it has a known weakness (CVE-2025-8714)",
                    "Install " + client.version().firstSafe() + " or newer, or set allow-unsafe-client: true if you trust the backup", null);
        }
        var arguments = new ArrayList<>(List.of("--exit-on-error", "--verbose"));
        if (!restore.missingTablespaces(session).isEmpty()) {
            arguments.add("--no-tablespaces");
        }
        var log = new ToolLog((int) restore.manifest().tables().stream()
                .filter(table -> !table.schema().equals(Contents.LARGE_OBJECTS_SCHEMA)).count());
        var command = ClientCommand.connected(client, "pg_restore", settings, restore.names().copy(), arguments);
        Long totalBytes = restore.manifest().parts().stream()
                .filter(part -> part.name().equals(PostgresqlDump.ARCHIVE))
                .map(Manifest.Part::plainBytes)
                .findFirst()
                .orElse(null);
        context.log("Loading " + restore.names().copy() + " with pg_restore " + client.version());
        try (InputStream archive = restore.parts().open(PostgresqlDump.ARCHIVE)) {
            ClientRun.Outcome outcome = new ClientRun(restore.children(), command, log, context, totalBytes).consume(archive);
            if (outcome.exitCode() != 0) {
                throw new SourceException("Cannot load " + restore.names().copy() + ": pg_restore ended with status "
                        + outcome.exitCode() + " after " + outcome.bytes() + " bytes: " + log.errors(),
                        ToolHints.of(log.errors(), outcome.exitCode()), null);
            }
        }
    }
}
