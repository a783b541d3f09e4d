package io.keepwatch.quotes.api;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.keepwatch.quotes.telemetry.EventLog;
import io.keepwatch.quotes.telemetry.Telemetry;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.context.Scope;
import io.opentelemetry.semconv.HttpAttributes;
import io.opentelemetry.semconv.UrlAttributes;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// Answers requests by their routes, each in a server span.
final class TracedHandler implements HttpHandler {

    private final List<Route> routes;
    private final ServerTelemetry telemetry;
    private final EventLog log;
    private final JsonMapper json;

    TracedHandler(List<Route> routes, Telemetry telemetry, JsonMapper json) {
        this.routes = List.copyOf(routes);
        this.telemetry = new ServerTelemetry(telemetry);
        this.log = telemetry.log(TracedHandler.class);
        this.json = json;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        Optional<Route> route = routes.stream()
                .filter(candidate -> candidate.method().equals(exchange.getRequestMethod()) && candidate.match(path).isPresent())
                .findFirst();
        ServerTelemetry.ServerSpan span = telemetry.start(exchange, route.map(Route::template).orElse(null));
        try (exchange; Scope _ = span.makeCurrent()) {
            Answer answer = route.isPresent() ? answer(route.get(), exchange, span) : noRoute(path);
            span.status(answer.status());
            Http.send(exchange, json, answer);
        } finally {
            span.end();
        }
    }

    private Answer answer(Route route, HttpExchange exchange, ServerTelemetry.ServerSpan span) {
        Map<String, String> open = route.match(exchange.getRequestURI().getPath()).orElseThrow();
        try {
            return route.handler().answer(new Request(open, exchange.getRequestURI().getRawQuery(), exchange.getRequestBody()));
        } catch (HttpFailure e) {
            return Answer.problem(e.status(), e.detail());
        } catch (SQLException e) {
            return failed(route, span, e, unreachable(e.getSQLState()) ? 503 : 500);
        } catch (IOException | RuntimeException e) {
            return failed(route, span, e, 500);
        }
    }

    private Answer failed(Route route, ServerTelemetry.ServerSpan span, Exception failure, int status) {
        span.failed(failure);
        String request = route.method() + " " + route.template();
        log.error("Cannot answer " + request + ": " + failure.getMessage(), Attributes.of(
                HttpAttributes.HTTP_REQUEST_METHOD, route.method(),
                HttpAttributes.HTTP_ROUTE, route.template(),
                HttpAttributes.HTTP_RESPONSE_STATUS_CODE, (long) status,
                UrlAttributes.URL_SCHEME, "http"), failure);
        return Answer.problem(status, "Cannot answer " + request + (status == 503 ? ": the database is not reachable; try again" : ""));
    }

    private Answer noRoute(String path) {
        boolean otherMethod = routes.stream().anyMatch(route -> route.match(path).isPresent());
        return otherMethod
                ? Answer.problem(405, "Another method is needed for " + path)
                : Answer.problem(404, "There is no " + path + "; see / for what there is");
    }

    /// Class 08 is connections, 57P the server going down, 53 its resources; without a state the pool gave up waiting.
    private static boolean unreachable(@Nullable String sqlState) {
        return sqlState == null || sqlState.startsWith("08") || sqlState.startsWith("57P") || sqlState.startsWith("53");
    }
}
