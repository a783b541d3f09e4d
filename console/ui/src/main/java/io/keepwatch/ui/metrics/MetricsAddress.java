package io.keepwatch.ui.metrics;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.handler.AbstractHandlerMapping;
import org.springframework.web.servlet.mvc.Controller;

/// `/metrics` is two things: Prometheus' scrapers find this process's metrics there, and a person's browser the page of that name.
/// A browser that opens a page names `text/html` in `Accept`; scrapers and curl never do.
@Configuration(proxyBeanMethods = false)
public class MetricsAddress {

    private static final String PATH = "/metrics";
    private static final String PAGE = "text/html";

    /// Whether a person's browser asks for the page. The security chains ask this too, so that both always agree on what is served.
    public static boolean asksForPage(HttpServletRequest request) {
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        return PATH.equals(request.getRequestURI().substring(request.getContextPath().length())) && accept != null && accept.contains(PAGE);
    }

    @Bean
    HandlerMapping metricsPageMapping(@Qualifier("vaadinForwardingController") Controller page) {
        var mapping = new AbstractHandlerMapping() {
            @Override
            protected @Nullable Object getHandlerInternal(HttpServletRequest request) {
                return asksForPage(request) ? page : null;
            }
        };
        mapping.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return mapping;
    }
}
