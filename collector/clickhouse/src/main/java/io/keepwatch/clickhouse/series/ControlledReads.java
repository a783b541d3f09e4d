package io.keepwatch.clickhouse.series;

import io.keepwatch.clickhouse.ClickHouseClient;
import io.keepwatch.clickhouse.ClickHouseException;
import io.keepwatch.clickhouse.nativeformat.NativeReader;
import io.keepwatch.clickhouse.nativeformat.ResultBlock;
import io.keepwatch.clickhouse.sql.Parameters;
import io.keepwatch.telemetry.StoreUnavailableException;
import io.keepwatch.telemetry.series.QueryControl;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks ClickHouse for blocks, as a user who may only read. Between two blocks, and while none comes, the query's control is
/// asked; when it ends the query, ClickHouse ends it too.
final class ControlledReads {

    private static final Logger log = LoggerFactory.getLogger(ControlledReads.class);
    private static final Duration BETWEEN_CHECKS = Duration.ofMillis(50);
    private static final int BLOCKS_AHEAD = 4;
    private static final int UNKNOWN_TABLE = 60;
    /// Parameters travel in the address, which the server takes up to 1 MiB long; longer ones go into the text.
    private static final int LONGEST_PARAMETER = 4_096;

    /// The control decides about time and samples; these bounds hold for what it cannot see, such as a long way to the first row.
    private static final Map<String, String> SETTINGS = Map.of(
            "max_execution_time", "60",
            "timeout_overflow_mode", "throw",
            "max_memory_usage", "1000000000",
            "max_query_size", "16000000",
            "max_threads", "2",
            "cancel_http_readonly_queries_on_client_close", "1",
            "log_comment", "keepwatch promql");

    private final ClickHouseClient reader;

    ControlledReads(ClickHouseClient client) {
        this.reader = client.readOnly();
    }

    private sealed interface Arrival {
        record Block(ResultBlock rows) implements Arrival {}

        record End(@Nullable RuntimeException failure) implements Arrival {}
    }

    /// Calls `each` on this thread with one block after the other.
    void blocks(String sql, Parameters parameters, QueryControl control, Consumer<ResultBlock> each) {
        String id = UUID.randomUUID().toString();
        var settings = new HashMap<>(SETTINGS);
        settings.putAll(parameters.values());
        settings.put("query_id", id);
        String text = withLongParameters(sql, settings);
        BlockingQueue<Arrival> arrivals = new ArrayBlockingQueue<>(BLOCKS_AHEAD);
        Thread fetching = Thread.ofVirtual().name("clickhouse-read").start(() -> fetch(text, settings, arrivals));
        boolean ended = false;
        try {
            while (!ended) {
                control.check();
                switch (arrivals.poll(BETWEEN_CHECKS.toMillis(), TimeUnit.MILLISECONDS)) {
                    case Arrival.Block(var rows) -> each.accept(rows);
                    case Arrival.End(var failure) -> {
                        ended = true;
                        if (failure != null) {
                            throw failure;
                        }
                    }
                    case null -> { }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailableException("Interrupted while waiting for ClickHouse", Duration.ofSeconds(1), e);
        } finally {
            if (!ended) {
                fetching.interrupt();
                Thread.ofVirtual().name("clickhouse-cancel").start(() -> kill(id));
            }
        }
    }

    /// The escapes of a parameter are those of a literal, but for the quote.
    private static String withLongParameters(String sql, Map<String, String> settings) {
        String text = sql;
        for (Map.Entry<String, String> setting : Map.copyOf(settings).entrySet()) {
            String placeholder = "{" + setting.getKey().replaceFirst("^param_", "") + ":String}";
            if (setting.getValue().length() > LONGEST_PARAMETER && text.contains(placeholder)) {
                text = text.replace(placeholder, "'" + setting.getValue().replace("'", "\\'") + "'");
                settings.remove(setting.getKey());
            }
        }
        return text;
    }

    private void fetch(String sql, Map<String, String> settings, BlockingQueue<Arrival> arrivals) {
        RuntimeException failure = null;
        try {
            reader.read(sql + "\nFORMAT Native", settings, result -> pass(result, arrivals));
        } catch (ClickHouseException e) {
            failure = e.code() == UNKNOWN_TABLE
                    ? new StoreUnavailableException("ClickHouse's tables are being prepared", Duration.ofSeconds(1), e) : e;
        } catch (RuntimeException e) {
            failure = e;
        }
        try {
            arrivals.put(new Arrival.End(failure));
        } catch (InterruptedException _) {
            log.debug("Nobody waits for the end of a query any more");
        }
    }

    private static int pass(InputStream result, BlockingQueue<Arrival> arrivals) throws IOException {
        var blocks = new NativeReader(result);
        try {
            int count = 0;
            for (ResultBlock block = blocks.next(); block != null; block = blocks.next()) {
                arrivals.put(new Arrival.Block(block));
                count++;
            }
            return count;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Nobody waits for the result any more", e);
        }
    }

    private void kill(String id) {
        try {
            reader.execute("KILL QUERY WHERE query_id = {id:String} ASYNC", Map.of("param_id", id));
        } catch (StoreUnavailableException e) {
            log.debug("ClickHouse is gone, and the query with it: {}", e.getMessage());
        }
    }
}
