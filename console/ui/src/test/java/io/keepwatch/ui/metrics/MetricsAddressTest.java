package io.keepwatch.ui.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;

class MetricsAddressTest {

    @Test
    void a_browser_gets_the_page_and_a_scraper_the_metrics() {
        assertThat(asks("/metrics", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8")).isTrue();
        assertThat(asks("/metrics", "application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5,*/*;q=0.1")).isFalse();
        assertThat(asks("/metrics", "*/*")).isFalse();
        assertThat(asks("/metrics", null)).isFalse();
    }

    @Test
    void nothing_else_is_taken_from_the_apis() {
        assertThat(asks("/api/access/users", "text/html")).isFalse();
        assertThat(asks("/metrics/x", "text/html")).isFalse();
    }

    private static boolean asks(String path, String accept) {
        var request = new MockHttpServletRequest("GET", path);
        if (accept != null) {
            request.addHeader("Accept", accept);
        }
        return MetricsAddress.asksForPage(request);
    }
}
