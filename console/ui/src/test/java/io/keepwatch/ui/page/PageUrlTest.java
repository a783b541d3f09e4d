package io.keepwatch.ui.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.router.QueryParameters;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PageUrlTest {

    @Test
    void state_and_url_are_the_same_thing() {
        String query = "service:\"quotes api\" severity:>=warn & 100 % + #1 ü";
        var url = PageUrl.of("logs").with("q", query).with("row", "7").with(TimeSelection.LAST_HOUR);

        var parsed = QueryParameters.fromString(url.text().substring("logs?".length()));

        assertThat(parsed.getSingleParameter("q")).contains(query);
        assertThat(parsed.getSingleParameter("row")).contains("7");
        assertThat(parsed.getSingleParameter("from")).contains("now-1h");
        assertThat(parsed.getSingleParameter("to")).isEmpty();
    }

    @Test
    void the_range_comes_first_and_replaces_the_old_one() {
        var url = PageUrl.of("logs").with("q", "x").with(TimeSelection.LAST_HOUR)
                .with(TimeSelection.between(Instant.parse("2026-11-20T01:00:00Z"), Instant.parse("2026-11-20T02:00:00Z")));
        assertThat(url.text()).isEqualTo("logs?from=2026-11-20T01:00:00Z&to=2026-11-20T02:00:00Z&q=x");
        assertThat(url.with(TimeSelection.LAST_HOUR).text()).isEqualTo("logs?from=now-1h&q=x");
    }

    @Test
    void blank_values_leave_the_url() {
        assertThat(PageUrl.of("logs").with("q", "x").with(Map.of("q", "")).text()).isEqualTo("logs");
        assertThat(PageUrl.of("logs").with("q", "x").with("q", null).text()).isEqualTo("logs");
    }
}
