package io.keepwatch.quotes.api;

import com.zaxxer.hikari.HikariDataSource;
import io.keepwatch.quotes.telemetry.Seconds;
import io.keepwatch.quotes.telemetry.Telemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.semconv.DbAttributes;
import io.opentelemetry.semconv.ErrorAttributes;
import io.opentelemetry.semconv.ServerAttributes;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/// Spans and metrics of a database client and its connection pool, in the words of the semantic conventions.
final class DatabaseTelemetry {

    private static final AttributeKey<String> POOL_NAME = AttributeKey.stringKey("db.client.connection.pool.name");
    private static final AttributeKey<String> CONNECTION_STATE = AttributeKey.stringKey("db.client.connection.state");

    private final Tracer tracer;
    private final Attributes database;
    private final Attributes poolName;
    private final DoubleHistogram operations;
    private final DoubleHistogram waits;

    DatabaseTelemetry(Telemetry telemetry, HikariDataSource pool, Properties address) {
        this.tracer = telemetry.tracer();
        this.database = Attributes.of(
                DbAttributes.DB_SYSTEM_NAME, "postgresql",
                DbAttributes.DB_NAMESPACE, address.getProperty("PGDBNAME"),
                ServerAttributes.SERVER_ADDRESS, address.getProperty("PGHOST"),
                ServerAttributes.SERVER_PORT, Long.parseLong(address.getProperty("PGPORT")));
        this.poolName = Attributes.of(POOL_NAME, pool.getPoolName());
        Meter meter = telemetry.meter();
        this.operations = durations(meter, "db.client.operation.duration", "Duration of database client operations.");
        this.waits = durations(meter, "db.client.connection.wait_time", "The time it took to obtain an open connection from the pool.");
        observe(meter, pool);
    }

    Span startWaiting() {
        return tracer.spanBuilder("db.pool.acquire").setAllAttributes(poolName).startSpan();
    }

    void waited(long startNanos) {
        waits.record(Seconds.since(startNanos), poolName);
    }

    Span startStatement(Sql sql) {
        return tracer.spanBuilder(sql.summary())
                .setSpanKind(SpanKind.CLIENT)
                .setAllAttributes(database)
                .setAllAttributes(namesOf(sql))
                .setAttribute(DbAttributes.DB_QUERY_TEXT, sql.text())
                .startSpan();
    }

    Span startTransactionEnd(String command) {
        return tracer.spanBuilder(command)
                .setSpanKind(SpanKind.CLIENT)
                .setAllAttributes(database)
                .setAttribute(DbAttributes.DB_OPERATION_NAME, command)
                .startSpan();
    }

    void ran(Sql sql, long startNanos, @Nullable String sqlState) {
        var attributes = database.toBuilder().putAll(namesOf(sql));
        if (sqlState != null) {
            attributes.put(ErrorAttributes.ERROR_TYPE, sqlState).put(DbAttributes.DB_RESPONSE_STATUS_CODE, sqlState);
        }
        operations.record(Seconds.since(startNanos), attributes.build());
    }

    private static Attributes namesOf(Sql sql) {
        return Attributes.of(
                DbAttributes.DB_OPERATION_NAME, sql.operation(),
                DbAttributes.DB_COLLECTION_NAME, sql.collection(),
                DbAttributes.DB_QUERY_SUMMARY, sql.summary());
    }

    private static DoubleHistogram durations(Meter meter, String name, String description) {
        return meter.histogramBuilder(name).setUnit("s").setDescription(description)
                .setExplicitBucketBoundariesAdvice(Seconds.BUCKETS).build();
    }

    private void observe(Meter meter, HikariDataSource pool) {
        Attributes idle = poolName.toBuilder().put(CONNECTION_STATE, "idle").build();
        Attributes used = poolName.toBuilder().put(CONNECTION_STATE, "used").build();
        meter.upDownCounterBuilder("db.client.connection.count").setUnit("{connection}")
                .setDescription("The number of connections that are currently in state described by the state attribute.")
                .buildWithCallback(measurement -> {
                    measurement.record(pool.getHikariPoolMXBean().getIdleConnections(), idle);
                    measurement.record(pool.getHikariPoolMXBean().getActiveConnections(), used);
                });
        meter.upDownCounterBuilder("db.client.connection.pending_requests").setUnit("{request}")
                .setDescription("The number of current pending requests for an open connection.")
                .buildWithCallback(measurement ->
                        measurement.record(pool.getHikariPoolMXBean().getThreadsAwaitingConnection(), poolName));
        meter.upDownCounterBuilder("db.client.connection.max").setUnit("{connection}")
                .setDescription("The maximum number of open connections allowed.")
                .buildWithCallback(measurement -> measurement.record(pool.getMaximumPoolSize(), poolName));
    }
}
