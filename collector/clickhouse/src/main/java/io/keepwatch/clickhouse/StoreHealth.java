package io.keepwatch.clickhouse;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/// Readiness depends on it: without ClickHouse we can neither take telemetry nor show any.
@Component("store")
class StoreHealth implements HealthIndicator {

    private final ClickHouse clickhouse;

    StoreHealth(ClickHouse clickhouse) {
        this.clickhouse = clickhouse;
    }

    @Override
    public Health health() {
        return switch (clickhouse.state()) {
            case ClickHouse.State.Up up -> Health.up().withDetail("url", up.endpoint().url()).build();
            case ClickHouse.State.Starting starting -> Health.outOfService().withDetail("since", starting.since()).build();
            case ClickHouse.State.Down down ->
                Health.down().withDetail("since", down.since()).withDetail("reason", down.reason()).build();
        };
    }
}
