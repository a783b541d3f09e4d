package io.keepwatch.clickhouse.schema;

import io.keepwatch.clickhouse.ClickHouse;
import io.keepwatch.clickhouse.ClickHouseClient;
import io.keepwatch.settings.Settings;
import io.keepwatch.telemetry.StoreUnavailableException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sees to it that the tables are there: each time ClickHouse comes up it applies the migrations that are missing, and
/// the retention that is set. Every process does so; two at once do no harm, because each statement may be repeated.
public final class TelemetrySchema implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(TelemetrySchema.class);
    private static final Duration FIRST_RETRY = Duration.ofMillis(200);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(30);

    private final ClickHouseClient client;
    private final Layout layout;
    private final Supplier<Settings.Retention> retention;
    private final List<Runnable> readyListeners = new CopyOnWriteArrayList<>();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean up;
    private boolean ready;
    private boolean closed;
    /// Counts what may have changed: the server, a table that was missed, the retention.
    private long doubts = 0;
    private long settled = 0;

    public TelemetrySchema(ClickHouse clickhouse, ClickHouseClient client, Supplier<Settings.Retention> retention) {
        this(clickhouse, client, new Layout.SingleServer(), retention);
    }

    TelemetrySchema(ClickHouse clickhouse, ClickHouseClient client, Layout layout, Supplier<Settings.Retention> retention) {
        this.client = client;
        this.layout = layout;
        this.retention = retention;
        Thread.ofVirtual().name("telemetry-schema").start(this::work);
        clickhouse.onChange(this::changed);
    }

    /// Runs the listener whenever tables that were in doubt have been made sure of: they may be new and empty.
    public void onReady(Runnable listener) {
        readyListeners.add(listener);
    }

    /// @throws StoreUnavailableException while the tables are not known to be there
    public void requireReady() {
        lock.lock();
        try {
            if (!ready) {
                throw new StoreUnavailableException(
                        up ? "ClickHouse's tables are being prepared" : "ClickHouse is not up", Duration.ofSeconds(1), null);
            }
        } finally {
            lock.unlock();
        }
    }

    /// Waits until the tables are there; false when `atMost` is over.
    public boolean awaitReady(Duration atMost) throws InterruptedException {
        lock.lock();
        try {
            long left = atMost.toNanos();
            while (!ready && left > 0) {
                left = changed.awaitNanos(left);
            }
            return ready;
        } finally {
            lock.unlock();
        }
    }

    /// A table was missed: nothing is written until it is there again.
    public void checkAgain() {
        doubt(false);
    }

    /// Another retention is set: the tables follow while they are used.
    public void retentionChanged() {
        doubt(true);
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void changed(ClickHouse.State state) {
        lock.lock();
        try {
            up = state instanceof ClickHouse.State.Up;
            doubt(false);
        } finally {
            lock.unlock();
        }
    }

    private void doubt(boolean usable) {
        lock.lock();
        try {
            ready &= usable;
            doubts++;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void work() {
        Duration pause = FIRST_RETRY;
        long doubt;
        while ((doubt = nextDoubt()) >= 0) {
            try {
                prepare();
                settle(doubt);
                pause = FIRST_RETRY;
            } catch (StoreUnavailableException e) {
                pause(pause);
                pause = longer(pause);
            } catch (RuntimeException e) {
                log.error("Cannot prepare the telemetry tables; trying again in {} ms", pause.toMillis(), e);
                pause(pause);
                pause = longer(pause);
            }
        }
    }

    /// Waits for a reason to look at the tables of a server that is up.
    ///
    /// @return a negative number when closed
    private long nextDoubt() {
        lock.lock();
        try {
            while (!closed && (settled == doubts || !up)) {
                changed.awaitUninterruptibly();
            }
            return closed ? -1 : doubts;
        } finally {
            lock.unlock();
        }
    }

    private void settle(long doubt) {
        readyListeners.forEach(Runnable::run);
        lock.lock();
        try {
            settled = doubt;
            ready |= up && doubts == doubt;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void prepare() {
        client.execute("CREATE TABLE IF NOT EXISTS schema_migrations" + layout.onCluster() + """
                 (number UInt32, name String, applied_at DateTime DEFAULT now())
                ENGINE = ReplacingMergeTree(applied_at) ORDER BY number""");
        Settings.Retention kept = retention.get();
        Set<Integer> applied = client.query(TelemetrySchema::appliedNumbers);
        Map<String, String> before = client.query(TelemetrySchema::tables);
        for (Migration migration : Migration.all()) {
            // somebody may have dropped a table since
            if (!applied.contains(migration.number()) || !before.keySet().containsAll(migration.touches(layout))) {
                migration.statements(layout, kept).forEach(client::execute);
                client.execute("INSERT INTO schema_migrations (number, name) VALUES (%d, '%s')"
                        .formatted(migration.number(), migration.name()));
                log.info("Applied the telemetry migration {}", migration.name());
            }
        }
        applyRetention(kept, client.query(TelemetrySchema::tables));
    }

    /// ClickHouse works out anew, in the background, when each part of a changed table goes.
    private void applyRetention(Settings.Retention kept, Map<String, String> engines) {
        Migration.timesToLive(layout, kept).forEach((table, ttl) -> {
            if (!engines.getOrDefault(table, "").contains("TTL " + ttl + " ")) {
                client.execute("ALTER TABLE " + table + layout.onCluster() + " MODIFY TTL " + ttl);
                log.info("Changed how long rows of {} are kept: until {}", table, ttl);
            }
        });
    }

    private static Set<Integer> appliedNumbers(Connection connection) throws SQLException {
        var numbers = new HashSet<Integer>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT DISTINCT number FROM schema_migrations")) {
            while (rows.next()) {
                numbers.add(rows.getInt(1));
            }
        }
        return numbers;
    }

    /// @return each table with its engine and what follows it in its definition
    private static Map<String, String> tables(Connection connection) throws SQLException {
        var tables = new HashMap<String, String>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT name, engine_full FROM system.tables WHERE database = currentDatabase()")) {
            while (rows.next()) {
                tables.put(rows.getString(1), rows.getString(2));
            }
        }
        return tables;
    }

    private void pause(Duration duration) {
        lock.lock();
        try {
            long left = duration.toNanos();
            while (!closed && left > 0) {
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closed = true;
        } finally {
            lock.unlock();
        }
    }

    private static Duration longer(Duration pause) {
        Duration doubled = pause.multipliedBy(2);
        return doubled.compareTo(LONGEST_RETRY) < 0 ? doubled : LONGEST_RETRY;
    }
}
