package io.keepwatch.quotes.inbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.keepwatch.quotes.program.Environment;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/// Takes whatever is POSTed or PUT to any path, and shows it: a page at `/`, JSON at `/api/messages`.
public final class InboxServer implements AutoCloseable {

    private static final String API = "/api/messages";
    private static final int MOST_HEADERS = 50;
    private static final int LONGEST_HEADER = 2_000;
    private static final int LARGEST_READ = 8 * 1024 * 1024;
    private static final Map<String, String> PAGE_FILES = Map.of(
            "/", "inbox.html", "/inbox.css", "inbox.css", "/inbox.js", "inbox.js");

    private final HttpServer http;
    private final ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor();
    private final Messages messages;
    private final String run = UUID.randomUUID().toString();
    private final JsonMapper json = JsonMapper.builder().build();

    private InboxServer(HttpServer http, Messages messages) {
        this.http = http;
        this.messages = messages;
    }

    public static InboxServer start(Environment environment, Clock clock) throws IOException {
        System.setProperty("sun.net.httpserver.nodelay", "true");
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), environment.port("INBOX_PORT", 0));
        var server = new InboxServer(HttpServer.create(address, 64), new Messages(clock));
        server.http.setExecutor(server.requests);
        server.http.createContext("/", server::handle);
        server.http.start();
        return server;
    }

    public int port() {
        return http.getAddress().getPort();
    }

    @Override
    public void close() {
        http.stop(0);
        requests.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        try (exchange) {
            switch (exchange.getRequestMethod()) {
                case "POST", "PUT" -> receive(exchange);
                case "GET" -> show(exchange, path);
                case "DELETE" -> clear(exchange, path);
                default -> nothing(exchange);
            }
        }
    }

    private void show(HttpExchange exchange, String path) throws IOException {
        if (path.equals(API)) {
            list(exchange);
        } else if (PAGE_FILES.containsKey(path)) {
            page(exchange, PAGE_FILES.get(path));
        } else {
            nothing(exchange);
        }
    }

    private void clear(HttpExchange exchange, String path) throws IOException {
        if (path.equals(API)) {
            messages.clear();
            exchange.sendResponseHeaders(204, -1);
        } else {
            nothing(exchange);
        }
    }

    private void nothing(HttpExchange exchange) throws IOException {
        send(exchange, 404, "application/problem+json", json.writeValueAsBytes(Map.of(
                "title", "Not Found", "status", 404, "detail", "POST or PUT to any path; GET / and " + API + "; DELETE " + API)));
    }

    /// The answer suits Slack, which wants `ok`, and PagerDuty, which wants a status.
    private void receive(HttpExchange exchange) throws IOException {
        byte[] start = exchange.getRequestBody().readNBytes(Messages.LARGEST_BODY);
        long bytes = start.length + readOver(exchange.getRequestBody());
        String body = new String(start, StandardCharsets.UTF_8);
        Message message = messages.add(
                exchange.getRequestMethod(), exchange.getRequestURI().toString(), headers(exchange), body, bytes);
        send(exchange, 202, "application/json", json.writeValueAsBytes(Map.of(
                "ok", true, "status", "success", "message", "Event received", "id", message.id())));
    }

    /// Reads on without keeping, so that the sender gets its answer; within reason.
    private static long readOver(InputStream body) throws IOException {
        var buffer = new byte[8_192];
        long total = 0;
        for (int n = body.read(buffer); n >= 0 && total < LARGEST_READ; n = body.read(buffer)) {
            total += n;
        }
        return total;
    }

    private static Map<String, String> headers(HttpExchange exchange) {
        var headers = new LinkedHashMap<String, String>();
        exchange.getRequestHeaders().entrySet().stream().sorted(Map.Entry.comparingByKey()).limit(MOST_HEADERS).forEach(header -> {
            String value = String.join(", ", header.getValue());
            headers.put(canonical(header.getKey()), value.length() > LONGEST_HEADER ? value.substring(0, LONGEST_HEADER) + "…" : value);
        });
        return headers;
    }

    /// The server lower-cases all but the first letter; people write `Content-Type`.
    private static String canonical(String name) {
        return Stream.of(name.split("-", -1))
                .map(part -> part.isEmpty() ? part : Character.toUpperCase(part.charAt(0)) + part.substring(1))
                .collect(Collectors.joining("-"));
    }

    /// @param run changes when the inbox starts anew and its ids begin at one again
    private record Listing(String run, long oldestId, List<Message> messages) {}

    private void list(HttpExchange exchange) throws IOException {
        String query = exchange.getRequestURI().getQuery();
        long after = query != null && query.matches("after=\\d{1,18}") ? Long.parseLong(query.substring(6)) : 0;
        send(exchange, 200, "application/json", json.writeValueAsBytes(new Listing(run, messages.oldestId(), messages.after(after))));
    }

    private static void page(HttpExchange exchange, String file) throws IOException {
        try (InputStream content = InboxServer.class.getResourceAsStream(file)) {
            if (content == null) {
                throw new IllegalStateException(file + " is missing from the jar");
            }
            String type = switch (file.substring(file.lastIndexOf('.'))) {
                case ".css" -> "text/css";
                case ".js" -> "text/javascript";
                default -> "text/html";
            };
            send(exchange, 200, type + "; charset=utf-8", content.readAllBytes());
        }
    }

    /// What is shown was sent by anybody: nothing of it may run, and no other site may frame or read the page.
    private static void send(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        var headers = exchange.getResponseHeaders();
        headers.set("Content-Type", type);
        headers.set("Cache-Control", "no-store");
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Content-Security-Policy",
                "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self' data:; "
                        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }
}
