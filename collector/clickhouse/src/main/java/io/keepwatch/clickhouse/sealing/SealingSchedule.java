package io.keepwatch.clickhouse.sealing;

import io.keepwatch.clickhouse.ClickHouseClient;
import io.keepwatch.clickhouse.schema.TelemetrySchema;
import io.keepwatch.metadata.Lease;
import io.keepwatch.metadata.Leases;
import io.keepwatch.telemetry.StoreUnavailableException;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Seals each hour of samples some minutes after it is over, in one process at a time. That is a matter of cost: two that seal the
/// same hour write the same chunks twice, which does no harm.
final class SealingSchedule implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(SealingSchedule.class);
    private static final String LEASE = "metric-sealing";
    private static final Duration HELD = Duration.ofMinutes(5);
    private static final Duration PAUSE = Duration.ofMinutes(1);
    /// An insert that began within the hour is done by then, and most merges are.
    private static final Duration GRACE = Duration.ofMinutes(10);

    private final ClickHouseClient client;
    private final TelemetrySchema schema;
    private final Leases leases;
    private final Clock clock;
    private final ScheduledExecutorService executor =
            Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().name("metric-sealing").factory());

    SealingSchedule(ClickHouseClient client, TelemetrySchema schema, Leases leases, Clock clock) {
        this.client = client;
        this.schema = schema;
        this.leases = leases;
        this.clock = clock;
    }

    void start() {
        executor.scheduleWithFixedDelay(this::seal, PAUSE.toSeconds(), PAUSE.toSeconds(), TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }

    private void seal() {
        try {
            leases.acquire(LEASE, HELD).ifPresent(this::seal);
        } catch (StoreUnavailableException | TakenOver e) {
            log.debug("Sealing of samples waits: {}", e.getMessage());
        } catch (RuntimeException e) {
            log.warn("Cannot seal samples; trying again in {} s", PAUSE.toSeconds(), e);
        }
    }

    private void seal(Lease lease) {
        try {
            long sealed = new MetricSealing(client, schema, () -> renew(lease))
                    .seal(clock.instant().minus(GRACE).truncatedTo(ChronoUnit.HOURS));
            if (sealed > 0) {
                log.info("Sealed {} samples", sealed);
            }
        } finally {
            leases.release(lease);
        }
    }

    private void renew(Lease lease) {
        if (leases.renew(lease, HELD).isEmpty()) {
            throw new TakenOver();
        }
    }

    private static final class TakenOver extends RuntimeException {
        TakenOver() {
            super("another process has taken it over");
        }
    }
}
