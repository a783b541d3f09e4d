package io.keepwatch.quotes.api;

import com.sun.net.httpserver.HttpServer;
import io.keepwatch.quotes.program.Environment;
import io.keepwatch.quotes.telemetry.Telemetry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tools.jackson.databind.json.JsonMapper;

/// The running service: its HTTP server on loopback, its database, its housekeeping.
public final class QuotesServer implements AutoCloseable {

    private static final Duration DATABASE_RETRY = Duration.ofSeconds(1);
    private static final int WAITING_CONNECTIONS = 256;

    private final HttpServer http;
    private final ExecutorService requests;
    private final Database database;
    private final Housekeeping housekeeping;
    private final Thread preparation;

    private QuotesServer(HttpServer http, ExecutorService requests, Database database, Housekeeping housekeeping, Thread preparation) {
        this.http = http;
        this.requests = requests;
        this.database = database;
        this.housekeeping = housekeeping;
        this.preparation = preparation;
    }

    public static QuotesServer start(Environment environment, Telemetry telemetry) throws IOException {
        // else each answer waits 40 ms for the delayed acknowledgement of its headers
        System.setProperty("sun.net.httpserver.nodelay", "true");
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), environment.port("QUOTES_PORT", 0));
        HttpServer http = HttpServer.create(address, WAITING_CONNECTIONS);
        ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor();
        http.setExecutor(requests);

        Database database = Database.open(environment, telemetry);
        var schema = new Schema(database);
        var json = JsonMapper.builder().build();
        var routes = new QuotesRoutes(new QuoteStore(database, new Retry(telemetry)), telemetry, json);
        http.createContext("/", new TracedHandler(routes.routes(), telemetry, json));
        http.createContext("/health", exchange -> {
            try (exchange) {
                Http.send(exchange, json, Answer.ok(Map.of("status", "up")));
            }
        });
        environment.find("QUOTES_ADMIN_TOKEN").ifPresent(token ->
                http.createContext("/admin/", new AdminHandler(new Faults(database, schema), token, json)));

        var housekeeping = new Housekeeping(database, telemetry);
        Thread preparation = Thread.ofVirtual().name("schema").start(() -> prepare(schema, housekeeping));
        http.start();
        return new QuotesServer(http, requests, database, housekeeping, preparation);
    }

    public int port() {
        return http.getAddress().getPort();
    }

    @Override
    public void close() {
        http.stop(1);
        preparation.interrupt();
        housekeeping.close();
        requests.shutdownNow();
        database.close();
    }

    /// Until the database answers, requests get 503; the service itself stays up.
    private static void prepare(Schema schema, Housekeeping housekeeping) {
        boolean told = false;
        while (!Thread.currentThread().isInterrupted()) {
            try {
                if (schema.createIfMissing()) {
                    System.out.println("quotes-api: created the tables and " + Schema.SEEDED_QUOTES + " quotes");
                }
                housekeeping.start();
                System.out.println("quotes-api: ready");
                return;
            } catch (SQLException e) {
                if (!told) {
                    System.out.println("quotes-api: waiting for the database: " + e.getMessage());
                    told = true;
                }
            }
            try {
                Thread.sleep(DATABASE_RETRY);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
