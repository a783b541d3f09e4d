package io.keepwatch.backup.source.postgresql;

import java.sql.SQLException;

/// Work on the databases of a server.
interface Maintenance<T> {

    T run(Databases databases) throws Exception;

    /// @param cannot what fails when the database server says no
    static <T> T on(PostgresqlSettings settings, String cannot, Maintenance<T> work) throws Exception {
        try (Session session = Session.openMaintenance(settings)) {
            return work.run(new Databases(session));
        } catch (SQLException e) {
            throw Failures.of(cannot, e);
        }
    }
}
