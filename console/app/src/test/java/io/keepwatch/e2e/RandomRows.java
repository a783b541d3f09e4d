package io.keepwatch.e2e;

import io.keepwatch.metadata.PostgresServer;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Random;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyOutputStream;

/// Databases with one table of rows that nothing can compress, and what tells two of them apart.
final class RandomRows {

    static final int ROW = 1_000;

    private static final byte[] COPY_HEADER = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0};

    private final PostgresServer server;

    RandomRows(PostgresServer server) {
        this.server = server;
    }

    void create(String database, long rows, long seed) {
        execute("postgres", "CREATE DATABASE " + database);
        execute(database, "CREATE TABLE rows (id bigint PRIMARY KEY, content bytea NOT NULL)");
        add(database, 0, rows, seed);
    }

    void add(String database, long from, long rows, long seed) {
        var random = new Random(seed);
        byte[] content = new byte[ROW];
        try (Connection connection = connect(database);
                var out = new DataOutputStream(new BufferedOutputStream(new PGCopyOutputStream(
                        connection.unwrap(PGConnection.class), "COPY rows FROM STDIN (FORMAT binary)"), 1 << 16))) {
            out.write(COPY_HEADER);
            for (long id = from; id < from + rows; id++) {
                random.nextBytes(content);
                out.writeShort(2);
                out.writeInt(Long.BYTES);
                out.writeLong(id);
                out.writeInt(ROW);
                out.write(content);
            }
            out.writeShort(-1);
        } catch (SQLException | IOException e) {
            throw new IllegalStateException("Cannot fill " + database, e);
        }
    }

    /// Two databases with the same answer hold the same rows.
    String digest(String database) {
        try (Connection connection = connect(database); var statement = connection.createStatement();
                var answer = statement.executeQuery("SELECT count(*) || ' rows, checksum ' || coalesce(sum(hashtextextended(r::text, 0)), 0) FROM rows r")) {
            answer.next();
            return answer.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot read " + database, e);
        }
    }

    void execute(String database, String sql) {
        try (Connection connection = connect(database); var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot execute " + sql + " in " + database, e);
        }
    }

    Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(server.url(database), "postgres", "");
    }
}
