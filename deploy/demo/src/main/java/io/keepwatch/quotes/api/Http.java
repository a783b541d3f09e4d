package io.keepwatch.quotes.api;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import tools.jackson.databind.json.JsonMapper;

/// Writes answers.
final class Http {

    private Http() {}

    static void send(HttpExchange exchange, JsonMapper json, Answer answer) throws IOException {
        byte[] body = json.writeValueAsBytes(answer.body());
        var headers = exchange.getResponseHeaders();
        headers.set("Content-Type", answer.body() instanceof Answer.Problem ? "application/problem+json" : "application/json");
        headers.set("X-Content-Type-Options", "nosniff");
        if (answer.status() == 503) {
            headers.set("Retry-After", "1");
        }
        exchange.sendResponseHeaders(answer.status(), body.length);
        exchange.getResponseBody().write(body);
    }
}
