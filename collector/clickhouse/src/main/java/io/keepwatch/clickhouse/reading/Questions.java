package io.keepwatch.clickhouse.reading;

import io.keepwatch.clickhouse.ClickHouseClient;
import io.keepwatch.clickhouse.ClickHouseException;
import io.keepwatch.clickhouse.sql.Parameters;
import io.keepwatch.telemetry.SearchTooBroadException;
import io.keepwatch.telemetry.StoreUnavailableException;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;

/// Asks ClickHouse, with limits, as a user who may only read. A question whose thread is interrupted is cancelled there too.
final class Questions {

    private static final int TOO_MANY_ROWS = 158;
    private static final int TOO_MANY_BYTES = 307;
    private static final int TOO_MANY_ROWS_OR_BYTES = 396;
    private static final int UNKNOWN_TABLE = 60;
    private static final Pattern TOO_LONG = Pattern.compile("Code: 159\\b|TIMEOUT_EXCEEDED");
    private static final Pattern TOO_MUCH_MEMORY = Pattern.compile("Query memory limit exceeded|\\(for query\\)");

    /// A page shows an error rather than keep a person waiting, and never takes the server down for the others.
    private static final Map<String, String> SETTINGS = Map.ofEntries(
            Map.entry("max_execution_time", "15"),
            Map.entry("timeout_overflow_mode", "throw"),
            Map.entry("max_memory_usage", "1000000000"),
            Map.entry("max_rows_to_read", "2000000000"),
            Map.entry("max_bytes_to_read", "100000000000"),
            Map.entry("read_overflow_mode", "throw"),
            Map.entry("max_result_bytes", "300000000"),
            Map.entry("result_overflow_mode", "throw"),
            Map.entry("cancel_http_readonly_queries_on_client_close", "1"),
            // in 26.7 it keeps a condition from being answered by a text index: 2,500 ms of CPU instead of 130
            Map.entry("use_top_k_dynamic_filtering", "0"),
            Map.entry("log_comment", "keepwatch page"));

    private final ClickHouseClient reader;

    Questions(ClickHouseClient client) {
        this.reader = client.readOnly();
    }

    <T> List<T> rows(String sql, Parameters parameters, Function<ResultRow, T> row) {
        var result = new ResultRow(ask(sql, parameters));
        List<T> rows = new ArrayList<>();
        while (result.hasNext()) {
            rows.add(row.apply(result));
        }
        return rows;
    }

    /// For a query that always has one row.
    <T> T row(String sql, Parameters parameters, Function<ResultRow, T> row) {
        return rows(sql, parameters, row).getFirst();
    }

    private byte[] ask(String sql, Parameters parameters) {
        String id = UUID.randomUUID().toString();
        var settings = new HashMap<>(SETTINGS);
        settings.putAll(parameters.values());
        settings.put("query_id", id);
        var result = new ByteArrayOutputStream();
        try {
            reader.copy(sql + "\nFORMAT RowBinary", settings, result);
            return result.toByteArray();
        } catch (StoreUnavailableException e) {
            if (e.getCause() instanceof InterruptedException) {
                Thread.ofVirtual().name("clickhouse-cancel").start(() -> cancel(id));
            }
            throw tooBroad(e);
        } catch (ClickHouseException e) {
            throw tooBroad(e);
        }
    }

    private void cancel(String id) {
        try {
            reader.execute("KILL QUERY WHERE query_id = {id:String} ASYNC", Map.of("param_id", id));
        } catch (StoreUnavailableException _) {
            // the server is gone, and with it the query
        }
    }

    private static RuntimeException tooBroad(StoreUnavailableException e) {
        String message = String.valueOf(e.getMessage());
        if (TOO_LONG.matcher(message).find()) {
            return new SearchTooBroadException("The search took longer than 15 s; choose a shorter time range or add a filter such as service:", e);
        }
        if (TOO_MUCH_MEMORY.matcher(message).find()) {
            return new SearchTooBroadException("The search needs too much memory; choose a shorter time range or add a filter such as service:", e);
        }
        return e;
    }

    private static RuntimeException tooBroad(ClickHouseException e) {
        return switch (e.code()) {
            case TOO_MANY_ROWS, TOO_MANY_BYTES, TOO_MANY_ROWS_OR_BYTES ->
                new SearchTooBroadException("The search reads too much; choose a shorter time range or add a filter such as service:", e);
            case UNKNOWN_TABLE -> new StoreUnavailableException("ClickHouse's tables are being prepared", Duration.ofSeconds(1), e);
            default -> e;
        };
    }
}
