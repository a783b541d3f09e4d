package io.keepwatch.quotes.api;

import io.keepwatch.quotes.telemetry.EventLog;
import io.keepwatch.quotes.telemetry.Telemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What the service offers.
final class QuotesRoutes {

    private static final AttributeKey<Long> QUOTE_ID = AttributeKey.longKey("quote.id");
    private static final AttributeKey<String> AUTHOR = AttributeKey.stringKey("quote.author");

    private final QuoteStore quotes;
    private final EventLog log;
    private final JsonMapper json;

    QuotesRoutes(QuoteStore quotes, Telemetry telemetry, JsonMapper json) {
        this.quotes = quotes;
        this.log = telemetry.log(QuotesRoutes.class);
        this.json = json;
    }

    List<Route> routes() {
        return List.of(
                new Route("GET", "/", _ -> index()),
                new Route("GET", "/quotes/random", _ -> random()),
                new Route("GET", "/quotes/{id}", this::find),
                new Route("GET", "/authors/{id}/quotes", this::author),
                new Route("GET", "/search", this::search),
                new Route("POST", "/quotes", this::add),
                new Route("POST", "/quotes/{id}/like", this::like));
    }

    private static Answer index() {
        return Answer.ok(Map.of("service", "quotes-api", "endpoints", List.of(
                "GET /quotes/random", "GET /quotes/{id}", "GET /authors/{id}/quotes", "GET /search?q=", "POST /quotes",
                "POST /quotes/{id}/like")));
    }

    private Answer random() throws SQLException {
        return quotes.random().map(Answer::ok).orElseThrow(() -> new HttpFailure(404, "There are no quotes"));
    }

    private Answer find(Request request) throws SQLException {
        long id = request.id();
        return quotes.find(id).map(Answer::ok).orElseThrow(() -> new HttpFailure(404, "There is no quote " + id));
    }

    private Answer author(Request request) throws SQLException {
        long id = request.id();
        return quotes.author(id).map(Answer::ok).orElseThrow(() -> new HttpFailure(404, "There is no author " + id));
    }

    private Answer search(Request request) throws SQLException {
        String text = request.query("q").orElse("");
        if (text.isBlank() || text.length() > 100) {
            throw new HttpFailure(400, "Say what to search for in 1 to 100 characters, e.g. /search?q=patience");
        }
        return Answer.ok(quotes.search(text));
    }

    private Answer add(Request request) throws SQLException, IOException {
        JsonNode body = request.json(json);
        String author = request.text(body, "author", 200);
        String text = request.text(body, "body", 1_000);
        long id = quotes.add(author, text).orElseThrow(() -> new HttpFailure(422, "There is no author named " + author));
        log.info("Saved quote " + id + " by " + author, Attributes.of(QUOTE_ID, id, AUTHOR, author));
        return new Answer(201, new Quote.Created(id));
    }

    private Answer like(Request request) throws SQLException, IOException {
        long quoteId = request.id();
        String visitor = request.text(request.json(json), "visitor", 200);
        long id = quotes.like(quoteId, visitor).orElseThrow(() -> new HttpFailure(404, "There is no quote " + quoteId));
        log.info(visitor + " likes quote " + quoteId, Attributes.of(QUOTE_ID, quoteId));
        return new Answer(201, new Quote.Created(id));
    }
}
