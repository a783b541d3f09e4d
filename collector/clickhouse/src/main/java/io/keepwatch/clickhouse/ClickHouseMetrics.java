package io.keepwatch.clickhouse;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Instant;
import org.springframework.stereotype.Component;

/// Whether ClickHouse answers, and how often it went away. Failed restarts belong to one outage.
@Component
class ClickHouseMetrics {

    private final Gauge up;
    private final Counter outages;
    private volatile Instant lastOutage = Instant.MIN;

    ClickHouseMetrics(ClickHouse clickhouse, PrometheusRegistry registry) {
        up = Gauge.builder()
                .name("keepwatch_clickhouse_up")
                .help("1 while ClickHouse answers")
                .register(registry);
        outages = Counter.builder()
                .name("keepwatch_clickhouse_outages_total")
                .help("How often ClickHouse went away")
                .register(registry);
        clickhouse.onChange(this::changed);
    }

    private void changed(ClickHouse.State state) {
        up.set(state instanceof ClickHouse.State.Up ? 1 : 0);
        if (state instanceof ClickHouse.State.Down down && !down.since().equals(lastOutage)) {
            lastOutage = down.since();
            outages.inc();
        }
    }
}
