package io.keepwatch.ui.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.telemetry.metrics.MetricInfo;
import io.keepwatch.telemetry.metrics.MetricQuery.Aggregation;
import io.keepwatch.telemetry.metrics.MetricType;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadingTest {

    @Test
    void a_query_reads_as_a_sentence() {
        assertThat(Reading.of(metric("db_client_connections_timeouts_total", MetricType.COUNTER), Aggregation.RATE,
                LabelFilters.parse("job=\"shop\",pool!=\"\""), List.of("pool", "state")))
                .isEqualTo("Db client connections timeouts per second by pool and state, where job is shop and pool is not empty");
    }

    @Test
    void the_rate_of_a_histogram_is_that_of_its_measurements() {
        assertThat(Reading.of(metric("http_server_request_duration_seconds", MetricType.HISTOGRAM), Aggregation.RATE, List.of(), List.of()))
                .isEqualTo("Measurements of http server request duration per second");
    }

    private static MetricInfo metric(String name, MetricType type) {
        return new MetricInfo(name, type, name, "", "", 1);
    }
}
