package io.keepwatch.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.dashboards.Variable.Interval;
import io.keepwatch.dashboards.Variable.LabelValues;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SubstitutionTest {

    private static final Substitution HOUR =
            Substitution.of(Duration.ofHours(1), Duration.ofSeconds(15), Duration.ofSeconds(15), 1_000, 3_601_000);
    private static final LabelValues ONE = new LabelValues("job", "Service", "job", "up", "", false, false);
    private static final LabelValues MANY = new LabelValues("job", "Service", "job", "up", "", true, true);

    @Test
    void a_rate_spans_at_least_four_samples_and_a_step_with_one_more() {
        assertThat(HOUR.fill("rate(x[$__rate_interval])")).isEqualTo("rate(x[60s])");
        var day = Substitution.of(Duration.ofDays(1), Duration.ofMinutes(5), Duration.ofSeconds(15), 0, 1);
        assertThat(day.fill("rate(x[${__rate_interval}]) $__interval $__range_s")).isEqualTo("rate(x[315s]) 300s 86400");
    }

    @Test
    void one_value_stands_as_it_is_in_a_string() {
        assertThat(HOUR.with(ONE, List.of("a.b\"c\\d")).fill("x{job=\"$job\"}")).isEqualTo("x{job=\"a.b\\\"c\\\\d\"}");
    }

    @Test
    void several_values_are_alternatives_of_a_regular_expression_that_mean_themselves() {
        assertThat(HOUR.with(MANY, List.of("a.b", "c|d")).fill("x{job=~\"[[job]]\"}")).isEqualTo("x{job=~\"(a\\\\.b|c\\\\|d)\"}");
        assertThat(HOUR.with(MANY, List.of()).fill("x{job=~\"$job\"}")).isEqualTo("x{job=~\".*\"}");
    }

    @Test
    void an_address_has_the_values_as_they_are() {
        assertThat(HOUR.with(MANY, List.of("a.b")).words("services/$job?x=$other")).isEqualTo("services/a.b?x=$other");
        assertThat(HOUR.with(MANY, List.of("a.b")).fill("x offset ${job:raw}")).isEqualTo("x offset a.b");
    }

    @Test
    void an_interval_fits_the_range_unless_it_is_chosen() {
        var interval = new Interval("every", "Every", List.of("auto", "5m"));
        assertThat(HOUR.with(interval, List.of("auto")).fill("rate(x[$every])")).isEqualTo("rate(x[60s])");
        assertThat(HOUR.with(interval, List.of("5m")).fill("rate(x[$every])")).isEqualTo("rate(x[5m])");
    }
}
