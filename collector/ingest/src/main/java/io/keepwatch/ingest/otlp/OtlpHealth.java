package io.keepwatch.ingest.otlp;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/// Whether the receivers listen.
final class OtlpHealth implements HealthIndicator {

    private final OtlpReceivers receivers;

    OtlpHealth(OtlpReceivers receivers) {
        this.receivers = receivers;
    }

    @Override
    public Health health() {
        return receivers.isRunning() ? Health.up().build() : Health.outOfService().build();
    }
}
