package io.keepwatch.backup.source.postgresql;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One connection to one database.
final class Session implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Session.class);
    static final String APPLICATION = "keepwatch";
    private static final String CONNECT_SECONDS = "10";

    private final Connection connection;

    private Session(Connection connection) {
        this.connection = connection;
    }

    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    /// A session on the database of the settings.
    static Session open(PostgresqlSettings settings) throws SQLException {
        return open(settings, settings.database());
    }

    /// A session from which the database of the settings can be created, renamed and dropped.
    static Session openMaintenance(PostgresqlSettings settings) throws SQLException {
        return open(settings, settings.maintenanceDatabase());
    }

    static Session open(PostgresqlSettings settings, String database) throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", settings.user());
        if (settings.password() != null) {
            properties.setProperty("password", settings.password().reveal());
        }
        properties.setProperty("sslmode", settings.sslmode().spelled());
        if (settings.sslRootCert() != null) {
            properties.setProperty("sslrootcert", settings.sslRootCert().toString());
        }
        properties.setProperty("ApplicationName", APPLICATION);
        properties.setProperty("connectTimeout", CONNECT_SECONDS);
        properties.setProperty("loginTimeout", CONNECT_SECONDS);
        properties.setProperty("tcpKeepAlive", "true");
        // the system's schema alone, whatever the role's own search_path says: nobody's function stands in for the system's
        properties.setProperty("options", "-c search_path=pg_catalog -c statement_timeout=0 -c idle_in_transaction_session_timeout=0");
        return new Session(DriverManager.getConnection(url(settings, database), properties));
    }

    <T> List<T> query(String sql, Row<T> row, Object... parameters) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            bind(statement, parameters);
            try (var rows = statement.executeQuery()) {
                var found = new ArrayList<T>();
                while (rows.next()) {
                    found.add(row.read(rows));
                }
                return found;
            }
        }
    }

    <T> Optional<T> find(String sql, Row<T> row, Object... parameters) throws SQLException {
        return query(sql, row, parameters).stream().findFirst();
    }

    /// The first column of the first row, as text.
    Optional<String> text(String sql, Object... parameters) throws SQLException {
        return query(sql, row -> Optional.ofNullable(row.getString(1)), parameters).stream().findFirst().flatMap(found -> found);
    }

    long number(String sql, Object... parameters) throws SQLException {
        return Long.parseLong(text(sql, parameters).orElseThrow(() -> new SQLException("No number came from: " + sql)));
    }

    boolean holds(String condition, Object... parameters) throws SQLException {
        return text("SELECT (" + condition + ")::text", parameters).map("true"::equals).orElse(false);
    }

    void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /// Major and minor, e.g. 150018.
    int serverVersion() throws SQLException {
        return (int) number("SELECT current_setting('server_version_num')");
    }

    /// Asks the server to end the statement that runs, from any thread: a closed connection alone is noticed when it has ended.
    void cancel() {
        try {
            connection.unwrap(PGConnection.class).cancelQuery();
        } catch (SQLException e) {
            log.debug("Cannot cancel a statement: {}", e.getMessage());
        }
    }

    /// Closes it from any thread, whatever runs in it.
    void abort() {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot abort a session", e);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    private static void bind(PreparedStatement statement, Object... parameters) throws SQLException {
        for (int i = 0; i < parameters.length; i++) {
            if (parameters[i] instanceof String[] texts) {
                statement.setArray(i + 1, statement.getConnection().createArrayOf("text", texts));
            } else {
                statement.setObject(i + 1, parameters[i]);
            }
        }
    }

    private static String url(PostgresqlSettings settings, String database) {
        String host = settings.address();
        return "jdbc:postgresql://" + (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + settings.portOrDefault()
                + "/" + URLEncoder.encode(database, StandardCharsets.UTF_8);
    }
}
