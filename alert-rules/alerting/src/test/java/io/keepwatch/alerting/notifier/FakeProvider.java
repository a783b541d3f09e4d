package io.keepwatch.alerting.notifier;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Slack, PagerDuty and any webhook on loopback: remembers what was asked, and answers as they do unless told otherwise.
///
/// Its paths are `/api/chat.postMessage`, `/api/chat.update`, `/v2/enqueue`, `/v2/change/enqueue`; any other is a webhook that says `ok`.
public final class FakeProvider implements AutoCloseable {

    public static final String SLACK_API = "/api/chat.postMessage";
    public static final String SLACK_UPDATE = "/api/chat.update";
    public static final String PAGERDUTY = "/v2/enqueue";
    public static final String PAGERDUTY_CHANGE = "/v2/change/enqueue";

    private static final JsonMapper JSON = JsonMapper.builder().build();
    /// Sends nothing and leaves the caller waiting.
    private static final int SILENCE = -1;
    /// Closes the connection, though it has taken the request.
    private static final int HANG_UP = -2;

    private final HttpServer http;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final Map<String, Queue<Answer>> next = new ConcurrentHashMap<>();
    private final Map<String, Answer> always = new ConcurrentHashMap<>();
    private final AtomicInteger messages = new AtomicInteger();
    private final CountDownLatch closed = new CountDownLatch(1);

    /// @param headers by their lower-case names
    /// @param answer  that it got
    public record Request(String path, Map<String, String> headers, String body, Answer answer) {

        public JsonNode json() {
            return JSON.readTree(body);
        }

        public String header(String name) {
            return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
        }

        /// Whether the other side took it as done.
        public boolean accepted() {
            return answer.status() / 100 == 2 && !answer.body().contains("\"ok\":false");
        }
    }

    public record Answer(int status, Map<String, String> headers, String body) {

        public static Answer of(int status) {
            return new Answer(status, Map.of(), "");
        }

        public static Answer of(int status, String body) {
            return new Answer(status, Map.of(), body);
        }

        public static Answer busy(int seconds) {
            return new Answer(429, Map.of("Retry-After", Integer.toString(seconds)), "");
        }

        /// Slack's usual way to say no.
        public static Answer slackError(String error) {
            return of(200, "{\"ok\":false,\"error\":\"" + error + "\"}");
        }

        public static Answer silence() {
            return of(SILENCE);
        }

        /// It has arrived, but the caller does not learn it.
        public static Answer hangUp() {
            return of(HANG_UP);
        }
    }

    private FakeProvider(HttpServer http) {
        this.http = http;
    }

    public static FakeProvider start() {
        try {
            var provider = new FakeProvider(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64));
            provider.http.setExecutor(provider.threads);
            provider.http.createContext("/", provider::handle);
            provider.http.start();
            return provider;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public URI url(String path) {
        return URI.create("http://127.0.0.1:" + http.getAddress().getPort() + path);
    }

    /// Answers the next requests to the path, one after the other; what comes later is answered as before.
    public void answer(String path, Answer... answers) {
        next.computeIfAbsent(path, _ -> new ConcurrentLinkedQueue<>()).addAll(List.of(answers));
    }

    /// Answers all requests to the path from now on.
    public void always(String path, Answer answer) {
        always.put(path, answer);
    }

    /// As if nobody had said [#always].
    public void recover(String path) {
        always.remove(path);
        next.remove(path);
    }

    /// All, the first one first.
    public List<Request> requests() {
        return List.copyOf(requests);
    }

    public List<Request> requests(String path) {
        return requests.stream().filter(request -> request.path().equals(path)).toList();
    }

    /// Those that were taken as done.
    public List<Request> accepted(String path) {
        return requests(path).stream().filter(Request::accepted).toList();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            Map<String, String> headers = exchange.getRequestHeaders().entrySet().stream().collect(Collectors.toMap(
                    header -> header.getKey().toLowerCase(Locale.ROOT), header -> String.join(", ", header.getValue())));
            Answer answer;
            synchronized (this) {
                answer = answerTo(path, body);
                requests.add(new Request(path, headers, body, answer));
            }
            give(exchange, answer);
        }
    }

    private Answer answerTo(String path, String body) {
        Queue<Answer> scripted = next.get(path);
        Answer answer = scripted == null ? null : scripted.poll();
        return answer != null ? answer : always.containsKey(path) ? always.get(path) : usual(path, body);
    }

    private Answer usual(String path, String body) {
        return switch (path) {
            case SLACK_API -> Answer.of(200, "{\"ok\":true,\"channel\":\"C0FAKE\",\"ts\":\"1700000000.%06d\"}".formatted(messages.incrementAndGet()));
            case SLACK_UPDATE -> Answer.of(200, "{\"ok\":true,\"channel\":\"C0FAKE\",\"ts\":\"" + JSON.readTree(body).path("ts").asString("") + "\"}");
            case PAGERDUTY -> Answer.of(202, "{\"status\":\"success\",\"message\":\"Event processed\",\"dedup_key\":\""
                    + JSON.readTree(body).path("dedup_key").asString("") + "\"}");
            case PAGERDUTY_CHANGE -> Answer.of(202, "{\"status\":\"success\",\"message\":\"Change event processed\"}");
            default -> Answer.of(200, "ok");
        };
    }

    private void give(HttpExchange exchange, Answer answer) throws IOException {
        if (answer.status() == SILENCE) {
            awaitClosed();
            return;
        }
        if (answer.status() == HANG_UP) {
            return;
        }
        answer.headers().forEach(exchange.getResponseHeaders()::add);
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    private void awaitClosed() {
        try {
            closed.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// From then on its port refuses connections.
    @Override
    public void close() {
        closed.countDown();
        http.stop(0);
        threads.shutdownNow();
    }
}
