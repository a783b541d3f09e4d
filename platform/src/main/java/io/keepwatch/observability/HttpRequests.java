package io.keepwatch.observability;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Unit;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerMapping;

/// A server span and a duration for each request to the APIs. Pages and their push connections are left out: they say more about
/// browsers than about us. Names use the route, never the path, whose variety has no bound.
final class HttpRequests extends OncePerRequestFilter {

    private static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");
    private static final AttributeKey<String> ROUTE = AttributeKey.stringKey("http.route");
    private static final AttributeKey<String> PATH = AttributeKey.stringKey("url.path");
    private static final AttributeKey<Long> STATUS = AttributeKey.longKey("http.response.status_code");
    private static final String NO_ROUTE = "";

    private final Tracer tracer;
    private final TextMapPropagator propagator;
    private final Histogram duration;

    HttpRequests(OpenTelemetry telemetry, PrometheusRegistry registry) {
        this.tracer = telemetry.getTracer("io.keepwatch.http");
        this.propagator = telemetry.getPropagators().getTextMapPropagator();
        this.duration = Histogram.builder()
                .name("http_server_request_duration")
                .help("Duration of requests to the HTTP APIs")
                .unit(Unit.SECONDS)
                .labelNames("http_request_method", "http_route", "http_response_status_code")
                .classicUpperBounds(0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10)
                .register(registry);
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getRequestURI().startsWith(request.getContextPath() + "/api/");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        long start = System.nanoTime();
        String method = knownMethod(request.getMethod());
        Span span = tracer.spanBuilder(method)
                .setParent(propagator.extract(Context.current(), request, HEADERS))
                .setSpanKind(SpanKind.SERVER)
                .setAttribute(METHOD, method)
                .setAttribute(PATH, request.getRequestURI())
                .startSpan();
        int status = HttpServletResponse.SC_INTERNAL_SERVER_ERROR;
        try (var _ = span.makeCurrent()) {
            chain.doFilter(request, response);
            status = response.getStatus();
        } catch (IOException | ServletException | RuntimeException e) {
            span.recordException(e);
            throw e;
        } finally {
            String route = route(request);
            duration.labelValues(method, route, Integer.toString(status))
                    .observe((System.nanoTime() - start) / (double) TimeUnit.SECONDS.toNanos(1));
            end(span, method, route, status);
        }
    }

    private static void end(Span span, String method, String route, int status) {
        span.setAttribute(STATUS, status);
        if (!route.equals(NO_ROUTE)) {
            span.setAttribute(ROUTE, route).updateName(method + " " + route);
        }
        if (status >= 500) {
            span.setStatus(StatusCode.ERROR);
        }
        span.end();
    }

    private static String route(HttpServletRequest request) {
        Object route = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        return route == null || route.equals("/**") ? NO_ROUTE : route.toString();
    }

    private static String knownMethod(String method) {
        return switch (method) {
            case "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT" -> method;
            default -> "_OTHER";
        };
    }

    private static final TextMapGetter<HttpServletRequest> HEADERS = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(HttpServletRequest request) {
            return Collections.list(request.getHeaderNames());
        }

        @Override
        public @Nullable String get(@Nullable HttpServletRequest request, String name) {
            return request == null ? null : request.getHeader(name);
        }
    };
}
