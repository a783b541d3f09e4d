package io.keepwatch.quotes.api;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import io.keepwatch.quotes.telemetry.Seconds;
import io.keepwatch.quotes.telemetry.Telemetry;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongUpDownCounter;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.semconv.ErrorAttributes;
import io.opentelemetry.semconv.HttpAttributes;
import io.opentelemetry.semconv.NetworkAttributes;
import io.opentelemetry.semconv.ServerAttributes;
import io.opentelemetry.semconv.UrlAttributes;
import io.opentelemetry.semconv.UserAgentAttributes;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/// Spans and metrics of an HTTP server, in the words of the semantic conventions.
final class ServerTelemetry {

    private static final TextMapGetter<Headers> HEADERS = new HeadersGetter();

    private final Tracer tracer;
    private final TextMapPropagator propagator;
    private final DoubleHistogram durations;
    private final LongUpDownCounter active;

    ServerTelemetry(Telemetry telemetry) {
        this.tracer = telemetry.tracer();
        this.propagator = telemetry.propagator();
        this.durations = telemetry.meter().histogramBuilder("http.server.request.duration").setUnit("s")
                .setDescription("Duration of HTTP server requests.")
                .setExplicitBucketBoundariesAdvice(Seconds.BUCKETS).build();
        this.active = telemetry.meter().upDownCounterBuilder("http.server.active_requests").setUnit("{request}")
                .setDescription("Number of active HTTP server requests.").build();
    }

    /// @param route template of the path, null when no route fits
    ServerSpan start(HttpExchange exchange, @Nullable String route) {
        Context parent = propagator.extract(Context.root(), exchange.getRequestHeaders(), HEADERS);
        String method = exchange.getRequestMethod();
        SpanBuilder builder = tracer.spanBuilder(route == null ? method : method + " " + route)
                .setParent(parent)
                .setSpanKind(SpanKind.SERVER)
                .setAttribute(HttpAttributes.HTTP_REQUEST_METHOD, method)
                .setAttribute(UrlAttributes.URL_SCHEME, "http")
                .setAttribute(UrlAttributes.URL_PATH, exchange.getRequestURI().getPath())
                .setAttribute(ServerAttributes.SERVER_ADDRESS, exchange.getLocalAddress().getHostString())
                .setAttribute(ServerAttributes.SERVER_PORT, (long) exchange.getLocalAddress().getPort())
                .setAttribute(NetworkAttributes.NETWORK_PROTOCOL_VERSION, "1.1")
                .setAttribute(NetworkAttributes.NETWORK_PEER_ADDRESS, exchange.getRemoteAddress().getAddress().getHostAddress())
                .setAttribute(NetworkAttributes.NETWORK_PEER_PORT, (long) exchange.getRemoteAddress().getPort());
        setIfPresent(builder, exchange, route);
        return new ServerSpan(builder.startSpan(), parent, method, route);
    }

    private static void setIfPresent(SpanBuilder builder, HttpExchange exchange, @Nullable String route) {
        if (route != null) {
            builder.setAttribute(HttpAttributes.HTTP_ROUTE, route);
        }
        String query = exchange.getRequestURI().getRawQuery();
        if (query != null) {
            builder.setAttribute(UrlAttributes.URL_QUERY, query);
        }
        String agent = exchange.getRequestHeaders().getFirst("User-Agent");
        if (agent != null) {
            builder.setAttribute(UserAgentAttributes.USER_AGENT_ORIGINAL, agent);
        }
    }

    /// One request while it is answered.
    final class ServerSpan {

        private final Span span;
        private final Context parent;
        private final long start = System.nanoTime();
        private final Attributes whileActive;
        private final AttributesBuilder attributes;

        private ServerSpan(Span span, Context parent, String method, @Nullable String route) {
            this.span = span;
            this.parent = parent;
            this.whileActive = Attributes.of(HttpAttributes.HTTP_REQUEST_METHOD, method, UrlAttributes.URL_SCHEME, "http");
            this.attributes = whileActive.toBuilder().put(NetworkAttributes.NETWORK_PROTOCOL_VERSION, "1.1");
            if (route != null) {
                attributes.put(HttpAttributes.HTTP_ROUTE, route);
            }
            active.add(1, whileActive);
        }

        Scope makeCurrent() {
            return parent.with(span).makeCurrent();
        }

        /// An error of ours, not of the caller.
        void failed(Exception failure) {
            String type = failure instanceof SQLException sql && sql.getSQLState() != null
                    ? sql.getSQLState() : failure.getClass().getName();
            span.setStatus(StatusCode.ERROR, String.valueOf(failure.getMessage()));
            span.setAttribute(ErrorAttributes.ERROR_TYPE, type);
            attributes.put(ErrorAttributes.ERROR_TYPE, type);
        }

        void status(int code) {
            span.setAttribute(HttpAttributes.HTTP_RESPONSE_STATUS_CODE, (long) code);
            attributes.put(HttpAttributes.HTTP_RESPONSE_STATUS_CODE, (long) code);
        }

        void end() {
            span.end();
            active.add(-1, whileActive);
            // in the span's context, so that the histogram gets the trace as exemplar
            try (Scope _ = makeCurrent()) {
                durations.record(Seconds.since(start), attributes.build());
            }
        }
    }

    private static final class HeadersGetter implements TextMapGetter<Headers> {

        @Override
        public Iterable<String> keys(Headers headers) {
            return headers.keySet();
        }

        @Override
        public @Nullable String get(@Nullable Headers headers, String key) {
            return headers == null ? null : headers.getFirst(key);
        }
    }
}
