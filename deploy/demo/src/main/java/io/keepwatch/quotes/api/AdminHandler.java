package io.keepwatch.quotes.api;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.SQLException;
import tools.jackson.databind.json.JsonMapper;

/// The switch that breaks and mends: `POST /admin/break/{mode}`, `POST /admin/repair`, `GET /admin/state`, with a bearer token.
/// Not traced: it is the hand from behind the scenery.
final class AdminHandler implements HttpHandler {

    private static final String BREAK = "/admin/break/";

    private final Faults faults;
    private final byte[] authorization;
    private final JsonMapper json;

    AdminHandler(Faults faults, String token, JsonMapper json) {
        this.faults = faults;
        this.authorization = ("Bearer " + token).getBytes(StandardCharsets.UTF_8);
        this.json = json;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Http.send(exchange, json, allowed(exchange) ? answer(exchange) : Answer.problem(401, "The token is missing or wrong"));
        }
    }

    private Answer answer(HttpExchange exchange) {
        String request = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
        try {
            if (request.startsWith("POST " + BREAK)) {
                return breakIt(request.substring(("POST " + BREAK).length()));
            }
            return switch (request) {
                case "POST /admin/repair" -> Answer.ok(faults.repair());
                case "GET /admin/state" -> Answer.ok(faults.state());
                default -> Answer.problem(404, "There is no " + request);
            };
        } catch (SQLException e) {
            return Answer.problem(503, "Cannot change the database: " + e.getMessage());
        }
    }

    private Answer breakIt(String word) throws SQLException {
        var mode = Faults.Mode.of(word);
        return mode.isPresent()
                ? Answer.ok(faults.apply(mode.get()))
                : Answer.problem(404, "There is no way to break called " + word + "; use errors, slow or delete-rows");
    }

    private boolean allowed(HttpExchange exchange) {
        String given = exchange.getRequestHeaders().getFirst("Authorization");
        return given != null && MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), authorization);
    }
}
