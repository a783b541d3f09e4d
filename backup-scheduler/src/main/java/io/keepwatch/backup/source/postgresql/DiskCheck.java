package io.keepwatch.backup.source.postgresql;

import io.keepwatch.backup.Check;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;

/// Looks whether a copy of the database fits onto the server's disk, where we can see it.
///
/// @param settings of the server
record DiskCheck(PostgresqlSettings settings) {

    private static final String NAME = "disk";

    /// @param needed bytes of the database when it was backed up
    Check run(Session session, long needed) throws SQLException {
        Optional<Path> data = new LocalData(settings).folder(session);
        try {
            return data.isPresent() ? judge(needed, Files.getFileStore(data.get()).getUsableSpace()) : unknown(needed);
        } catch (IOException _) {
            return unknown(needed);
        }
    }

    private static Check unknown(long needed) {
        return Check.amber(NAME, "A copy takes about " + mebibytes(needed) + " MiB; how much is free on the server cannot be seen from here",
                "Look at the server's disk");
    }

    /// With a quarter over for what indexes and the log need while they are made.
    static Check judge(long needed, long free) {
        String message = "A copy takes about " + mebibytes(needed) + " MiB, " + mebibytes(free) + " MiB are free";
        return free > needed + needed / 4 ? Check.green(NAME, message)
                : Check.red(NAME, message, "Make room on the server's disk, or restore to another server");
    }

    private static long mebibytes(long bytes) {
        return (bytes + 1024 * 1024 - 1) / (1024 * 1024);
    }
}
