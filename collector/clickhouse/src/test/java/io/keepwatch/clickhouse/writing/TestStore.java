package io.keepwatch.clickhouse.writing;

import io.keepwatch.clickhouse.ClickHouse;
import io.keepwatch.clickhouse.ClickHouseClient;
import io.keepwatch.clickhouse.schema.TelemetrySchema;
import io.keepwatch.settings.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// A database of its own on a running ClickHouse, with the tables and a writer.
public final class TestStore implements AutoCloseable {

    private volatile Settings.Retention retention;
    private final ClickHouse clickhouse;
    private final ClickHouseClient server;
    private final ClickHouseClient client;
    private final String database;
    private final boolean ours;
    private final TelemetrySchema schema;
    private final ClickHouseTelemetryWriter writer;

    public TestStore(ClickHouse clickhouse) throws InterruptedException {
        this(clickhouse, new Settings.Retention(Duration.ofDays(30), Duration.ofDays(15), Duration.ofDays(395)));
    }

    public TestStore(ClickHouse clickhouse, Settings.Retention retention) throws InterruptedException {
        this(clickhouse, retention, "test_" + UUID.randomUUID().toString().replace("-", ""), true);
    }

    /// A database that is there, and stays.
    public TestStore(ClickHouse clickhouse, String database) throws InterruptedException {
        this(clickhouse, new Settings.Retention(Duration.ofDays(30), Duration.ofDays(15), Duration.ofDays(395)), database, false);
    }

    private TestStore(ClickHouse clickhouse, Settings.Retention retention, String database, boolean ours) throws InterruptedException {
        this.retention = retention;
        this.database = database;
        this.ours = ours;
        if (!clickhouse.awaitUp(Duration.ofMinutes(1))) {
            throw new IllegalStateException("ClickHouse was not up within a minute: " + clickhouse.state());
        }
        server = new ClickHouseClient(clickhouse);
        if (ours) {
            server.execute("CREATE DATABASE " + database);
        }
        client = server.inDatabase(database);
        this.clickhouse = clickhouse;
        schema = anotherSchema();
        writer = new ClickHouseTelemetryWriter(client, schema);
        awaitReady();
    }

    /// As another process on the same database has it.
    public TelemetrySchema anotherSchema() {
        return new TelemetrySchema(clickhouse, client, () -> retention);
    }

    public void awaitReady() {
        try {
            if (!schema.awaitReady(Duration.ofSeconds(30))) {
                throw new IllegalStateException("The telemetry tables were not ready within 30 s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public void retention(Settings.Retention changed) {
        retention = changed;
    }

    public ClickHouseClient client() {
        return client;
    }

    public TelemetrySchema schema() {
        return schema;
    }

    public ClickHouseTelemetryWriter writer() {
        return writer;
    }

    /// The first column of each row, as text.
    public List<String> texts(String sql) {
        return client.query(connection -> {
            var texts = new ArrayList<String>();
            try (var statement = connection.createStatement(); var rows = statement.executeQuery(sql)) {
                while (rows.next()) {
                    texts.add(rows.getString(1));
                }
            }
            return texts;
        });
    }

    public String text(String sql) {
        List<String> texts = texts(sql);
        if (texts.size() != 1) {
            throw new AssertionError("Expected one row, got " + texts);
        }
        return texts.getFirst();
    }

    public long number(String sql) {
        return Long.parseLong(text(sql));
    }

    @Override
    public void close() {
        schema.close();
        if (ours) {
            server.execute("DROP DATABASE " + database);
        }
        client.close();
        server.close();
    }
}
