package io.keepwatch.clickhouse;

import io.keepwatch.telemetry.StoreUnavailableException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/// Asks a server whether it answers, and sees to it that our database is there.
public final class Probe implements AutoCloseable {

    private static final Duration PING_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration PREPARE_TIMEOUT = Duration.ofSeconds(30);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PING_TIMEOUT)
            .build();

    /// Cheap, needs no password, and says nothing about the database.
    public boolean pings(URI server) throws InterruptedException {
        var request = HttpRequest.newBuilder(server.resolve("/ping")).timeout(PING_TIMEOUT).build();
        try {
            return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException _) {
            return false;
        }
    }

    /// Signs in and creates the database when it is missing.
    ///
    /// @throws StoreUnavailableException when the server does not answer
    /// @throws ClickHouseException when it refuses us
    public void prepare(ClickHouseEndpoint endpoint) throws InterruptedException {
        String name = endpoint.database().replace("'", "''");
        if (ask(endpoint, "SELECT count() FROM system.databases WHERE name = '" + name + "'").equals("0")) {
            ask(endpoint, "CREATE DATABASE IF NOT EXISTS `" + endpoint.database().replace("`", "``") + "`");
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    private String ask(ClickHouseEndpoint endpoint, String sql) throws InterruptedException {
        var request = HttpRequest.newBuilder(endpoint.url().resolve("/"))
                .timeout(PREPARE_TIMEOUT)
                .POST(HttpRequest.BodyPublishers.ofString(sql));
        headers(endpoint.writer()).forEach(request::header);
        try {
            HttpResponse<InputStream> response = http.send(request.build(), BodyHandlers.ofInputStream());
            try (var body = response.body()) {
                if (response.statusCode() != 200) {
                    throw Failures.of(response, body);
                }
                return new String(body.readAllBytes(), StandardCharsets.UTF_8).strip();
            }
        } catch (IOException e) {
            throw Failures.of(endpoint, e);
        }
    }

    static Map<String, String> headers(ClickHouseEndpoint.Credentials credentials) {
        return Map.of("X-ClickHouse-User", credentials.user(), "X-ClickHouse-Key", credentials.password().reveal());
    }
}
