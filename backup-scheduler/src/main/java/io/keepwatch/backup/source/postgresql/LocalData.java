package io.keepwatch.backup.source.postgresql;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;

/// The data directory of a server that runs on this machine, when our role may know it and we can see it.
record LocalData(PostgresqlSettings settings) {

    Optional<Path> folder() throws SQLException {
        if (!isHere()) {
            return Optional.empty();
        }
        try (Session session = Session.openMaintenance(settings)) {
            return folder(session);
        }
    }

    Optional<Path> folder(Session session) throws SQLException {
        if (!isHere() || !session.holds("pg_has_role('pg_read_all_settings', 'USAGE')")) {
            return Optional.empty();
        }
        try {
            return session.text("SHOW data_directory").map(Path::of).filter(LocalData::isDataDirectory);
        } catch (InvalidPathException _) {
            return Optional.empty(); // a name that this machine's file system cannot have
        }
    }

    /// Behind a loopback address there may be a tunnel or a container: its path means something else here, or nothing. Usually only
    /// the server's own user may look into the directory; that it is there must do then.
    private static boolean isDataDirectory(Path folder) {
        return Files.isReadable(folder) ? Files.isRegularFile(folder.resolve("PG_VERSION")) : Files.isDirectory(folder);
    }

    private boolean isHere() {
        try {
            return InetAddress.getByName(settings.address()).isLoopbackAddress();
        } catch (IOException _) {
            return false;
        }
    }
}
