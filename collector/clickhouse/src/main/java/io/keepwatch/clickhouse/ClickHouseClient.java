package io.keepwatch.clickhouse;

import com.github.luben.zstd.Zstd;
import io.keepwatch.telemetry.StoreUnavailableException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// Speaks to ClickHouse: inserts and statements over plain HTTP, queries over JDBC. Follows the server when it comes back at
/// another address. Every method throws [StoreUnavailableException] when ClickHouse does not answer or has no room now, and
/// [ClickHouseException] when it refuses the statement itself.
public final class ClickHouseClient implements AutoCloseable {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration STATEMENT_TIMEOUT = Duration.ofMinutes(2);

    private final Session session;
    private final HttpClient http;
    private final PooledDataSource dataSource;

    /// Writes and reads in the database of the endpoint.
    public ClickHouseClient(ClickHouse clickhouse) {
        this(new Session(clickhouse, null, false), HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT_TIMEOUT)
                .build());
    }

    private ClickHouseClient(Session session, HttpClient http) {
        this.session = session;
        this.http = http;
        this.dataSource = new PooledDataSource(session);
    }

    /// The same as the user who may only read, with ClickHouse's read-only mode on; for statements that people type.
    /// Closed on its own.
    public ClickHouseClient readOnly() {
        return new ClickHouseClient(session.asReader(), http);
    }

    /// The same in another database. Closed on its own.
    public ClickHouseClient inDatabase(String database) {
        return new ClickHouseClient(session.in(database), http);
    }

    public String database() {
        return session.database(session.clickhouse().current());
    }

    /// Inserts one body and returns when the rows are stored.
    ///
    /// @param sql  ends in `FORMAT Native` or another input format
    /// @param body the rows in that format, from position to limit; compressed on the way unless the server is on this machine
    public void insert(String sql, ByteBuffer body, Map<String, String> settings) {
        ClickHouseEndpoint endpoint = session.clickhouse().current();
        if (endpoint.loopback()) {
            insert(endpoint, sql, publisher(body), null, settings);
        } else {
            insert(endpoint, sql, publisher(zstd(body)), "zstd", settings);
        }
    }

    /// Inserts a body of any length as it comes, uncompressed.
    public void insert(String sql, BodyPublisher body, Map<String, String> settings) {
        insert(session.clickhouse().current(), sql, body, null, settings);
    }

    /// Runs a statement to its end and ignores what it returns.
    public void execute(String sql) {
        execute(sql, Map.of());
    }

    public void execute(String sql, Map<String, String> settings) {
        send(session.clickhouse().current(), whole(settings), BodyPublishers.ofString(sql), Map.of(), InputStream::readAllBytes);
    }

    /// Copies the result of a query in the format it names. The server holds the result until it is whole, on disk when it is
    /// large, so that a query fails before its first byte or not at all.
    public void copy(String sql, Map<String, String> settings, OutputStream target) {
        send(session.clickhouse().current(), whole(settings), BodyPublishers.ofString(sql), Map.of(),
                result -> result.transferTo(target));
    }

    /// Reads the result of a query while the server still makes it. What the server finds wrong later breaks the stream off,
    /// and is thrown as [StoreUnavailableException]; `query_id` among the settings lets others end the query.
    public <T> T read(String sql, Map<String, String> settings, ResultReader<T> reader) {
        return send(session.clickhouse().current(), settings, BodyPublishers.ofString(sql), Map.of(), reader);
    }

    /// Runs queries on a pooled connection and translates what fails.
    public <T> T query(Query<T> query) {
        try (Connection connection = dataSource.getConnection()) {
            return query.run(connection);
        } catch (SQLException e) {
            throw Failures.of(e);
        }
    }

    /// Pooled connections to wherever ClickHouse is now; for Spring's `JdbcClient`. What fails here is not translated.
    public DataSource dataSource() {
        return dataSource;
    }

    /// Gives up the pooled connections.
    @Override
    public void close() {
        dataSource.close();
    }

    @FunctionalInterface
    public interface Query<T> {
        T run(Connection connection) throws SQLException;
    }

    @FunctionalInterface
    public interface ResultReader<T> {
        T read(InputStream result) throws IOException;
    }

    private void insert(
            ClickHouseEndpoint endpoint,
            String sql,
            BodyPublisher body,
            @Nullable String encoding,
            Map<String, String> settings) {
        var parameters = new LinkedHashMap<>(settings);
        parameters.put("query", sql);
        Map<String, String> headers = encoding == null ? Map.of() : Map.of("Content-Encoding", encoding);
        send(endpoint, parameters, body, headers, InputStream::readAllBytes);
    }

    /// Without this an error after the first byte of the answer comes with status 200.
    private static Map<String, String> whole(Map<String, String> settings) {
        var whole = new LinkedHashMap<>(settings);
        whole.put("wait_end_of_query", "1");
        return whole;
    }

    private <T> T send(
            ClickHouseEndpoint endpoint,
            Map<String, String> parameters,
            BodyPublisher body,
            Map<String, String> headers,
            ResultReader<T> reader) {
        var credentials = session.credentials(endpoint);
        var request = HttpRequest.newBuilder(uri(endpoint, parameters))
                .timeout(STATEMENT_TIMEOUT)
                .header("X-ClickHouse-User", credentials.user())
                .header("X-ClickHouse-Key", credentials.password().reveal())
                .POST(body);
        headers.forEach(request::header);
        try {
            HttpResponse<InputStream> response = http.send(request.build(), BodyHandlers.ofInputStream());
            try (InputStream result = response.body()) {
                if (response.statusCode() != 200) {
                    throw Failures.of(response, result);
                }
                return reader.read(result);
            }
        } catch (IOException e) {
            throw Failures.of(endpoint, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Failures.interrupted(e);
        }
    }

    private URI uri(ClickHouseEndpoint endpoint, Map<String, String> parameters) {
        var all = new LinkedHashMap<>(session.settings());
        all.put("database", session.database(endpoint));
        all.putAll(parameters);
        return endpoint.url().resolve("/?" + all.entrySet().stream()
                .map(entry -> encode(entry.getKey()) + "=" + encode(entry.getValue()))
                .collect(Collectors.joining("&")));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static BodyPublisher publisher(ByteBuffer body) {
        if (body.hasArray()) {
            return BodyPublishers.ofByteArray(body.array(), body.arrayOffset() + body.position(), body.remaining());
        }
        var copy = new byte[body.remaining()];
        body.duplicate().get(copy);
        return BodyPublishers.ofByteArray(copy);
    }

    private static ByteBuffer zstd(ByteBuffer body) {
        var plain = new byte[body.remaining()];
        body.duplicate().get(plain);
        return ByteBuffer.wrap(Zstd.compress(plain, 1));
    }
}
