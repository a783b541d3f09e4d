package io.keepwatch.quotes.web;

import io.keepwatch.quotes.telemetry.EventLog;
import io.keepwatch.quotes.telemetry.Seconds;
import io.keepwatch.quotes.telemetry.Telemetry;
import io.keepwatch.quotes.words.Phrases;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import io.opentelemetry.semconv.ErrorAttributes;
import io.opentelemetry.semconv.HttpAttributes;
import io.opentelemetry.semconv.NetworkAttributes;
import io.opentelemetry.semconv.UrlAttributes;
import io.opentelemetry.semconv.UserAgentAttributes;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/// The web front end: each visit is a server span with the calls it makes below it.
final class Site {

    private static final int QUOTES = 5_000;
    private static final int AUTHORS = 300;
    private static final int REMEMBERED_NAMES = 50;
    private static final List<String> AGENTS = List.of(
            "Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0",
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15",
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Safari/537.36");

    private final QuotesApi api;
    private final Phrases phrases;
    private final Tracer tracer;
    private final EventLog log;
    private final DoubleHistogram durations;
    /// Names of authors seen on pages; only they can be quoted.
    private final BlockingQueue<String> names = new ArrayBlockingQueue<>(REMEMBERED_NAMES);

    Site(QuotesApi api, Phrases phrases, Telemetry telemetry) {
        this.api = api;
        this.phrases = phrases;
        this.tracer = telemetry.tracer();
        this.log = telemetry.log(Site.class);
        this.durations = telemetry.meter().histogramBuilder("http.server.request.duration").setUnit("s")
                .setDescription("Duration of HTTP server requests.")
                .setExplicitBucketBoundariesAdvice(Seconds.BUCKETS).build();
    }

    /// @param random of this visit alone
    void visit(Page page, Random random) {
        long id = page == Page.AUTHOR ? 1 + random.nextInt(AUTHORS) : 1 + random.nextInt(QUOTES);
        Span span = start(page, id, random);
        long start = System.nanoTime();
        try (Scope _ = span.makeCurrent()) {
            QuotesApi.Reply reply = show(page, id, random);
            int status = statusOf(page, reply);
            AttributesBuilder measured = described(page).toBuilder().put(HttpAttributes.HTTP_RESPONSE_STATUS_CODE, (long) status);
            span.setAttribute(HttpAttributes.HTTP_RESPONSE_STATUS_CODE, (long) status);
            if (status >= 500) {
                failed(page, reply, status, span, measured);
            }
            durations.record(Seconds.since(start), measured.build());
        } finally {
            span.end();
        }
    }

    private QuotesApi.Reply show(Page page, long id, Random random) {
        return switch (page) {
            case HOME -> home(random);
            case QUOTE -> quote(id, random);
            case AUTHOR -> api.get("/authors/{id}/quotes", "/authors/" + id + "/quotes");
            case SEARCH -> api.get("/search", "/search?q=" + URLEncoder.encode(phrases.searchWord(random), StandardCharsets.UTF_8));
            case SHARE -> share(random);
            case LIKE -> api.post("/quotes/{id}/like", "/quotes/" + id + "/like", Map.of("visitor", visitor(random)));
        };
    }

    private QuotesApi.Reply home(Random random) {
        QuotesApi.Reply reply = api.get("/quotes/random", "/quotes/random");
        if (reply.ok()) {
            remember(reply.body().path("author").path("name").asString(""));
        }
        if (reply.ok() && random.nextInt(4) == 0) {
            // the second quote is an ornament: the page does without
            api.get("/quotes/random", "/quotes/random");
        }
        return reply;
    }

    private QuotesApi.Reply quote(long id, Random random) {
        QuotesApi.Reply reply = api.get("/quotes/{id}", "/quotes/" + id);
        if (reply.ok() && random.nextInt(5) == 0) {
            api.post("/quotes/{id}/like", "/quotes/" + id + "/like", Map.of("visitor", visitor(random)));
        }
        return reply;
    }

    private QuotesApi.Reply share(Random random) {
        String name = names.poll();
        if (name == null) {
            return home(random);
        }
        remember(name);
        return api.post("/quotes", "/quotes", Map.of("author", name, "body", phrases.saying(random)));
    }

    private void remember(String name) {
        if (!name.isEmpty()) {
            names.offer(name);
        }
    }

    private static String visitor(Random random) {
        return "visitor-" + random.nextInt(2_000);
    }

    /// A page without its main part is a bad gateway; what the service does not have is not found.
    private static int statusOf(Page page, QuotesApi.Reply reply) {
        if (reply.ok()) {
            return page == Page.SHARE ? 201 : 200;
        }
        return reply.status() >= 400 && reply.status() < 500 ? reply.status() : 502;
    }

    private Span start(Page page, long id, Random random) {
        return tracer.spanBuilder(page.method + " " + page.route)
                .setNoParent()
                .setSpanKind(SpanKind.SERVER)
                .setAllAttributes(described(page))
                .setAttribute(UrlAttributes.URL_PATH, page.route.replace("{id}", Long.toString(id)))
                .setAttribute(UserAgentAttributes.USER_AGENT_ORIGINAL, AGENTS.get(random.nextInt(AGENTS.size())))
                .startSpan();
    }

    private static Attributes described(Page page) {
        return Attributes.of(
                HttpAttributes.HTTP_REQUEST_METHOD, page.method,
                HttpAttributes.HTTP_ROUTE, page.route,
                UrlAttributes.URL_SCHEME, "https",
                NetworkAttributes.NETWORK_PROTOCOL_VERSION, "2");
    }

    private void failed(Page page, QuotesApi.Reply reply, int status, Span span, AttributesBuilder measured) {
        String cause = reply.status() == 0 ? "no answer (" + reply.error() + ")" : "status " + reply.status();
        span.setStatus(StatusCode.ERROR, "quotes-api: " + cause);
        span.setAttribute(ErrorAttributes.ERROR_TYPE, Integer.toString(status));
        measured.put(ErrorAttributes.ERROR_TYPE, Integer.toString(status));
        log.warn("Cannot show " + page.method + " " + page.route + ": quotes-api gave " + cause, Attributes.of(
                HttpAttributes.HTTP_ROUTE, page.route, HttpAttributes.HTTP_RESPONSE_STATUS_CODE, (long) status));
    }
}
