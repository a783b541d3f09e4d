package io.keepwatch.clickhouse;

import io.keepwatch.telemetry.StoreUnavailableException;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Tells "not now" from "not like this".
final class Failures {

    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Duration LATER = Duration.ofSeconds(5);
    private static final int LONGEST_MESSAGE = 4096;
    private static final Pattern CODE = Pattern.compile("Code: (\\d+)");

    /// Timeouts, network, memory, too many parts or queries, a full disk, a shutdown: the same statement may work later.
    private static final Set<Integer> NOT_NOW = Set.of(
            159, // TIMEOUT_EXCEEDED
            202, // TOO_MANY_SIMULTANEOUS_QUERIES
            209, // SOCKET_TIMEOUT
            210, // NETWORK_ERROR
            236, // ABORTED
            241, // MEMORY_LIMIT_EXCEEDED
            242, // TABLE_IS_READ_ONLY
            243, // NOT_ENOUGH_SPACE
            252, // TOO_MANY_PARTS
            319, // UNKNOWN_STATUS_OF_INSERT
            394, // QUERY_WAS_CANCELLED, as it is while the server stops
            745); // SERVER_OVERLOADED

    private Failures() {}

    static RuntimeException of(HttpResponse<?> response, InputStream body) throws IOException {
        String message = new String(body.readNBytes(LONGEST_MESSAGE), StandardCharsets.UTF_8).strip();
        int code = response.headers().firstValue("X-ClickHouse-Exception-Code").map(Integer::parseInt)
                .orElseGet(() -> codeIn(message));
        String text = message.isEmpty() ? "HTTP status " + response.statusCode() : message;
        boolean proxyWithoutServer = code == 0 && response.statusCode() >= 502 && response.statusCode() <= 504;
        return proxyWithoutServer ? unavailable(text, null) : of(code, text, null);
    }

    static RuntimeException of(int code, String message, @Nullable Throwable cause) {
        String line = firstLine(message);
        return notNow(code, line) ? unavailable(line, cause) : new ClickHouseException(code, line, cause);
    }

    static RuntimeException of(SQLException failure) {
        int code = failure.getErrorCode();
        String message = String.valueOf(failure.getMessage());
        for (Throwable cause = failure; cause != null && code == 0; cause = cause.getCause()) {
            if (cause instanceof StoreUnavailableException unavailable) {
                return unavailable;
            }
            if (cause instanceof SQLException sql && sql.getErrorCode() != 0) {
                code = sql.getErrorCode();
                message = String.valueOf(sql.getMessage());
            } else if (cause instanceof com.clickhouse.client.api.ServerException server) {
                code = server.getCode();
                message = String.valueOf(server.getMessage());
            } else if (cause instanceof IOException || cause instanceof java.sql.SQLTransientException) {
                return unavailable(String.valueOf(cause.getMessage()), failure);
            }
        }
        return of(code, message, failure);
    }

    static StoreUnavailableException of(ClickHouseEndpoint endpoint, IOException failure) {
        String why = failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        return new StoreUnavailableException(
                "Cannot reach ClickHouse at " + endpoint.url() + ": " + why, SOON, failure);
    }

    static StoreUnavailableException interrupted(InterruptedException failure) {
        return new StoreUnavailableException("Interrupted while waiting for ClickHouse", SOON, failure);
    }

    static int codeIn(String message) {
        Matcher matcher = CODE.matcher(message);
        return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
    }

    private static boolean notNow(int code, String message) {
        // a full disk may also come as the operating system's own error, ErrnoException (1001 when wrapped)
        return NOT_NOW.contains(code) || message.contains("No space left on device");
    }

    private static StoreUnavailableException unavailable(String message, @Nullable Throwable cause) {
        return new StoreUnavailableException("ClickHouse cannot answer now: " + message, LATER, cause);
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse(message);
    }
}
