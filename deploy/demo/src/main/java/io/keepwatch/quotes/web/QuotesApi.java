package io.keepwatch.quotes.web;

import io.keepwatch.quotes.telemetry.Seconds;
import io.keepwatch.quotes.telemetry.Telemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.semconv.ErrorAttributes;
import io.opentelemetry.semconv.HttpAttributes;
import io.opentelemetry.semconv.NetworkAttributes;
import io.opentelemetry.semconv.ServerAttributes;
import io.opentelemetry.semconv.UrlAttributes;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Calls quotes-api, each call in a client span whose context travels along.
final class QuotesApi implements AutoCloseable {

    private static final Duration LONGEST_CALL = Duration.ofSeconds(4);
    private static final AttributeKey<String> URL_TEMPLATE = AttributeKey.stringKey("url.template");

    private final URI base;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(1)).build();
    private final JsonMapper json = JsonMapper.builder().build();
    private final Tracer tracer;
    private final TextMapPropagator propagator;
    private final DoubleHistogram durations;

    QuotesApi(URI base, Telemetry telemetry) {
        this.base = base;
        this.tracer = telemetry.tracer();
        this.propagator = telemetry.propagator();
        this.durations = telemetry.meter().histogramBuilder("http.client.request.duration").setUnit("s")
                .setDescription("Duration of HTTP client requests.")
                .setExplicitBucketBoundariesAdvice(Seconds.BUCKETS).build();
    }

    /// What came back; status 0 when nothing did.
    ///
    /// @param error why there is no answer, empty when there is one
    record Reply(int status, JsonNode body, String error) {

        boolean ok() {
            return status >= 200 && status < 300;
        }
    }

    Reply get(String template, String path) {
        return call("GET", template, path, HttpRequest.BodyPublishers.noBody());
    }

    Reply post(String template, String path, Map<String, String> body) {
        return call("POST", template, path, HttpRequest.BodyPublishers.ofString(json.writeValueAsString(body)));
    }

    @Override
    public void close() {
        client.shutdownNow();
    }

    private Reply call(String method, String template, String path, HttpRequest.BodyPublisher body) {
        URI target = base.resolve(path);
        Attributes described = Attributes.of(
                HttpAttributes.HTTP_REQUEST_METHOD, method,
                ServerAttributes.SERVER_ADDRESS, target.getHost(),
                ServerAttributes.SERVER_PORT, (long) target.getPort(),
                NetworkAttributes.NETWORK_PROTOCOL_VERSION, "1.1");
        Span span = tracer.spanBuilder(method + " " + template)
                .setSpanKind(SpanKind.CLIENT)
                .setAllAttributes(described)
                .setAttribute(UrlAttributes.URL_FULL, target.toString())
                .setAttribute(URL_TEMPLATE, template)
                .startSpan();
        AttributesBuilder measured = described.toBuilder().put(URL_TEMPLATE, template);
        long start = System.nanoTime();
        try (Scope _ = span.makeCurrent()) {
            Reply reply = send(HttpRequest.newBuilder(target).method(method, body), span);
            describe(reply, span, measured);
            durations.record(Seconds.since(start), measured.build());
            return reply;
        } finally {
            span.end();
        }
    }

    private Reply send(HttpRequest.Builder request, Span span) {
        propagator.inject(Context.current(), request, (carrier, key, value) -> Objects.requireNonNull(carrier).header(key, value));
        request.timeout(LONGEST_CALL).header("User-Agent", "quotes-web").header("Content-Type", "application/json");
        try {
            HttpResponse<byte[]> response = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            return new Reply(response.statusCode(), json.readTree(response.body()), "");
        } catch (IOException | JacksonException e) {
            span.recordException(e);
            return new Reply(0, json.nullNode(), e.getClass().getName());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Reply(0, json.nullNode(), e.getClass().getName());
        }
    }

    /// For a client, a 4xx is an error too.
    private static void describe(Reply reply, Span span, AttributesBuilder measured) {
        if (reply.status() > 0) {
            span.setAttribute(HttpAttributes.HTTP_RESPONSE_STATUS_CODE, (long) reply.status());
            measured.put(HttpAttributes.HTTP_RESPONSE_STATUS_CODE, (long) reply.status());
        }
        if (!reply.ok()) {
            String type = reply.error().isEmpty() ? Integer.toString(reply.status()) : reply.error();
            span.setAttribute(ErrorAttributes.ERROR_TYPE, type);
            span.setStatus(StatusCode.ERROR);
            measured.put(ErrorAttributes.ERROR_TYPE, type);
        }
    }
}
