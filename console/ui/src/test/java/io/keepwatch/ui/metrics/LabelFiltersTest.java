package io.keepwatch.ui.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.telemetry.series.LabelMatcher;
import io.keepwatch.telemetry.series.LabelMatcher.Operator;
import java.util.List;
import org.junit.jupiter.api.Test;

class LabelFiltersTest {

    @Test
    void what_is_written_is_read_again_whatever_stands_in_the_value() {
        var filters = List.of(
                new LabelMatcher("job", Operator.EQUAL, "shop/quotes, \"api\""),
                new LabelMatcher("http_route", Operator.MATCHES, "/v1/\\d+\\{.*"),
                new LabelMatcher("instance", Operator.NOT_EQUAL, ""),
                new LabelMatcher("service.name", Operator.NOT_MATCHES, "ü=~x"));

        assertThat(LabelFilters.parse(LabelFilters.format(filters))).isEqualTo(filters);
    }

    @Test
    void reads_what_prometheus_users_type() {
        assertThat(LabelFilters.parse("status=~\"5..\", job = \"shop\""))
                .containsExactly(new LabelMatcher("status", Operator.MATCHES, "5.."), new LabelMatcher("job", Operator.EQUAL, "shop"));
    }

    @Test
    void a_broken_address_leaves_out_what_cannot_be_read() {
        assertThat(LabelFilters.parse("job=\"shop\",status=")).containsExactly(new LabelMatcher("job", Operator.EQUAL, "shop"));
        assertThat(LabelFilters.parse("\"\"\"")).isEmpty();
        assertThat(LabelFilters.parse("job=~\"a(b\"")).as("no regular expression").isEmpty();
    }
}
