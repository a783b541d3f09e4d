package io.keepwatch.alerting.watchdog;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Feeds, watches and beats, each on a thread of its own, so that what hangs holds up nothing else.
final class WatchdogRounds implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(WatchdogRounds.class);
    private static final Duration BEAT = Duration.ofSeconds(1);
    private static final int THREADS = 3;

    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(THREADS, Thread.ofVirtual().name("watchdog-", 0).factory());
    private final Feeding feeding;
    private final RunningWatchdog watchdog;
    private final Heartbeats heartbeats;

    @FunctionalInterface
    private interface Round {
        void run() throws InterruptedException;
    }

    WatchdogRounds(Feeding feeding, RunningWatchdog watchdog, Heartbeats heartbeats) {
        this.feeding = feeding;
        this.watchdog = watchdog;
        this.heartbeats = heartbeats;
    }

    void open() {
        every(Feeding.INTERVAL, feeding::feed);
        every(RunningWatchdog.INTERVAL, watchdog::look);
        every(BEAT, heartbeats::beat);
    }

    private void every(Duration interval, Round round) {
        threads.scheduleWithFixedDelay(() -> {
            try {
                round.run();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException e) {
                log.debug("A round of the watchdog failed; what it means is seen when samples are late", e);
            }
        }, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        threads.shutdownNow();
        heartbeats.close();
    }
}
