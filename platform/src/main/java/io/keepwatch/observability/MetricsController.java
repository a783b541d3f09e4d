package io.keepwatch.observability;

import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/// Shows every product metric at `/metrics`, as text or OpenMetrics, whichever the scraper accepts.
@RestController
class MetricsController {

    private final PrometheusRegistry registry;
    private final ExpositionFormats formats = ExpositionFormats.init();

    MetricsController(PrometheusRegistry registry) {
        this.registry = registry;
    }

    @GetMapping("/metrics")
    void metrics(@RequestHeader(name = HttpHeaders.ACCEPT, required = false) @Nullable String accept, HttpServletResponse response)
            throws IOException {
        var writer = formats.findWriter(accept);
        response.setContentType(writer.getContentType());
        writer.write(response.getOutputStream(), registry.scrape());
    }
}
