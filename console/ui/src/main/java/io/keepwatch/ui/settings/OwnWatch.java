package io.keepwatch.ui.settings;

import io.keepwatch.settings.ConfigurationFile;
import io.keepwatch.telemetry.StoreReader;
import io.keepwatch.telemetry.StoreUnavailableException;
import io.keepwatch.ui.shell.SelfWatch;
import java.time.Clock;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Watches Keepwatch itself for the line at the bottom of the navigation. Read once for all browsers, every ten seconds.
@Component
class OwnWatch implements SelfWatch {

    private static final Logger LOG = LoggerFactory.getLogger(OwnWatch.class);
    private static final long PERIOD_SECONDS = 10;

    private final OwnMetrics metrics;
    private final StoreReader store;
    private final ConfigurationFile configuration;
    private final Clock clock;
    private final IngestFlow spans = new IngestFlow();
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().name("own-watch").factory());
    private volatile Optional<Report> latest = Optional.empty();

    OwnWatch(OwnMetrics metrics, StoreReader store, ConfigurationFile configuration, Clock clock) {
        this.metrics = metrics;
        this.store = store;
        this.configuration = configuration;
        this.clock = clock;
    }

    @PostConstruct
    void start() {
        timer.scheduleWithFixedDelay(this::look, 1, PERIOD_SECONDS, TimeUnit.SECONDS);
    }

    @PreDestroy
    void stop() {
        timer.shutdownNow();
    }

    @Override
    public Optional<Report> report() {
        return latest;
    }

    /// A record is acknowledged only when its insert is done, so none that was acknowledged can be lost on its way: what the report
    /// calls lost are inserts that ClickHouse said were done and were not, of which there is no sign.
    void look() {
        try {
            OwnMetrics.Reading now = metrics.read();
            double stored = now.sum(IngestNames.ROWS_STORED, labels -> "traces".equals(labels.get("signal"))).orElse(0);
            OptionalDouble perSecond = spans.perSecond(clock.instant(), stored);
            long rejected = Math.round(now.sum(IngestNames.REJECTED).orElse(0));
            String problem = problem();
            if (perSecond.isPresent() || !problem.isEmpty()) {
                latest = Optional.of(new Report(perSecond.orElse(0), rejected, 0, problem));
            }
        } catch (RuntimeException e) {
            LOG.warn("Cannot look after Keepwatch itself", e);
        }
    }

    private String problem() {
        try {
            StoreReader.StoreStatus status = store.status();
            if (DiskState.of(status) != DiskState.ENOUGH) {
                return "The disk is nearly full";
            }
        } catch (StoreUnavailableException e) {
            return "ClickHouse does not answer";
        }
        return configuration.problem().isPresent() ? "A changed setting is not in use" : "";
    }
}
