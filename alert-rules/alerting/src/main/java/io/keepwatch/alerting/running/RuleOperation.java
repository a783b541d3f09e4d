package io.keepwatch.alerting.running;

import io.keepwatch.alerting.AlertingSettings;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Starts and stops the rules with the process, and clears away what is over.
final class RuleOperation implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(RuleOperation.class);
    private static final Duration SWEEP = Duration.ofSeconds(30);
    private static final Duration FORGET = Duration.ofHours(1);
    private static final long MOST_CHANGES = 1_000_000;

    private final RuleShards shards;
    private final RuleScheduler scheduler;
    private final OrphanSweep orphans;
    private final StoredHistory history;
    private final Supplier<AlertingSettings> settings;
    private final EvaluationPool pool;
    private final Clock clock;
    private final ScheduledExecutorService chores = Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().name("rule-chores").factory());
    private boolean closed;

    RuleOperation(RuleShards shards, RuleScheduler scheduler, OrphanSweep orphans, StoredHistory history, Supplier<AlertingSettings> settings,
            EvaluationPool pool, Clock clock) {
        this.shards = shards;
        this.scheduler = scheduler;
        this.orphans = orphans;
        this.history = history;
        this.settings = settings;
        this.pool = pool;
        this.clock = clock;
    }

    synchronized void open() {
        if (closed) {
            return;
        }
        shards.open();
        scheduler.open();
        chores.scheduleWithFixedDelay(this::sweep, SWEEP.toMillis(), SWEEP.toMillis(), TimeUnit.MILLISECONDS);
        chores.scheduleWithFixedDelay(this::forget, SWEEP.toMillis(), FORGET.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void sweep() {
        try {
            orphans.sweep();
        } catch (RuntimeException e) {
            log.warn("Cannot look for rule groups that are in no file any more: {}", e.toString());
        }
    }

    private void forget() {
        try {
            int old = history.forgetBefore(clock.instant().minus(settings.get().history()));
            int beyond = history.forgetBeyond(MOST_CHANGES);
            if (old + beyond > 0) {
                log.info("Forgot {} changes of alerts that are older than keepwatch.alerting.history, and {} beyond a million", old, beyond);
            }
            shards.forgetProcesses();
        } catch (RuntimeException e) {
            log.warn("Cannot forget old changes of alerts: {}", e.toString());
        }
    }

    /// Lets what is under way end, so that it need not be done again, and others take over at once.
    @Override
    public synchronized void close() {
        closed = true;
        chores.shutdownNow();
        scheduler.close();
        shards.close();
        pool.close();
    }
}
