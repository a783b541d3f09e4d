package io.keepwatch.clickhouse.edges;

import io.keepwatch.clickhouse.ClickHouseClient;
import io.keepwatch.clickhouse.schema.TelemetrySchema;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Computes who called whom, a minute at a time. The spans of a call and of what it called come from different
/// processes in different inserts, so a minute is computed as a whole from what is stored, and again whenever spans
/// have come into it since, however late. Each computation replaces the one before: any process may compute at any time.
public final class ServiceEdges {

    /// A minute is computed once more this long after its last insert. Until then a call whose callee is not there yet
    /// is no call to the outside.
    private static final Duration SETTLE = Duration.ofSeconds(30);

    private final ClickHouseClient client;
    private final TelemetrySchema schema;
    private final String outdatedWindows;
    private final String computeWindow;

    public ServiceEdges(ClickHouseClient client, TelemetrySchema schema) {
        this(client, schema, SETTLE);
    }

    ServiceEdges(ClickHouseClient client, TelemetrySchema schema, Duration settle) {
        this.client = client;
        this.schema = schema;
        this.outdatedWindows = load("outdated_windows.sql", settle);
        this.computeWindow = load("compute_window.sql", settle);
    }

    /// Computes the minutes that are out of date, newest first, as many as fit into the time.
    ///
    /// @return how many were computed
    /// @throws io.keepwatch.telemetry.StoreUnavailableException when ClickHouse does not answer
    public int compute(Duration atMost) {
        schema.requireReady();
        long end = System.nanoTime() + atMost.toNanos();
        int computed = 0;
        for (long window : client.query(this::outdatedWindows)) {
            if (computed > 0 && System.nanoTime() > end || Thread.currentThread().isInterrupted()) {
                break;
            }
            client.execute(computeWindow, Map.of("param_window", Long.toString(window)));
            computed++;
        }
        return computed;
    }

    private List<Long> outdatedWindows(Connection connection) throws SQLException {
        var windows = new ArrayList<Long>();
        try (var statement = connection.createStatement(); var rows = statement.executeQuery(outdatedWindows)) {
            while (rows.next()) {
                windows.add(rows.getLong(1));
            }
        }
        return windows;
    }

    private static String load(String name, Duration settle) {
        try (InputStream in = ServiceEdges.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("The jar lacks " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("${settle_seconds}", Long.toString(settle.toSeconds()));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + name, e);
        }
    }
}
