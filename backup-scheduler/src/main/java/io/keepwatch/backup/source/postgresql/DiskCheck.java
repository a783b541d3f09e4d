package io.keepwatch.backup.source.postgresql;

import io.keepwatch.backup.Check;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;

/// Looks whether a copy of the database fits onto the server's disk, where we can see it.
///
/// @param settings of the server
record DiskCheck(PostgresqlSettings settings) {

    private static final String NAME = "disk";

    /// @param needed bytes of the database when it was backed up
    Check run(Session session, long needed) throws SQLException {
        String unknown = "A copy takes about " + mebibytes(needed) + " MiB; how much is free on the server cannot be seen from here";
        String fix = "Look at the server's disk";
        if (!isHere() || !session.holds("pg_has_role('pg_read_all_settings', 'USAGE')")) {
            return Check.amber(NAME, unknown, fix);
        }
        try {
            Path data = Path.of(session.text("SHOW data_directory").orElse(""));
            if (!Files.isRegularFile(data.resolve("PG_VERSION"))) {
                return Check.amber(NAME, unknown, fix);
            }
            FileStore store = Files.getFileStore(data);
            return judge(needed, store.getUsableSpace());
        } catch (IOException _) {
            return Check.amber(NAME, unknown, fix);
        }
    }

    /// With a quarter over for what indexes and the log need while they are made.
    static Check judge(long needed, long free) {
        String message = "A copy takes about " + mebibytes(needed) + " MiB, " + mebibytes(free) + " MiB are free";
        return free > needed + needed / 4 ? Check.green(NAME, message)
                : Check.red(NAME, message, "Make room on the server's disk, or restore to another server");
    }

    private boolean isHere() {
        try {
            return InetAddress.getByName(settings.address()).isLoopbackAddress();
        } catch (IOException _) {
            return false;
        }
    }

    private static long mebibytes(long bytes) {
        return (bytes + 1024 * 1024 - 1) / (1024 * 1024);
    }
}
