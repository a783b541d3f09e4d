package io.keepwatch.clickhouse.edges;

import io.keepwatch.telemetry.StoreUnavailableException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps the service edges up to date while the process runs. No lease is needed: two processes that compute the same
/// minute store the same.
final class ServiceEdgesSchedule implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ServiceEdgesSchedule.class);
    private static final Duration PAUSE = Duration.ofSeconds(15);

    private final ServiceEdges edges;
    private final ScheduledExecutorService executor =
            Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().name("service-edges").factory());

    ServiceEdgesSchedule(ServiceEdges edges) {
        this.edges = edges;
    }

    void start() {
        executor.scheduleWithFixedDelay(this::compute, 5, PAUSE.toSeconds(), TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }

    private void compute() {
        try {
            edges.compute(PAUSE);
        } catch (StoreUnavailableException e) {
            log.debug("Service edges wait for ClickHouse: {}", e.getMessage());
        } catch (RuntimeException e) {
            log.warn("Cannot compute service edges; trying again in {} s", PAUSE.toSeconds(), e);
        }
    }
}
