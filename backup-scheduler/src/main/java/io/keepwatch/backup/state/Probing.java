package io.keepwatch.backup.state;

import io.keepwatch.backup.plan.PlanBook;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks at targets and sources, again and again, and when the plans have changed.
final class Probing implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Probing.class);

    private final PlanBook book;
    private final ProbedTargets targets;
    private final SourceFolders folders;
    private final Duration interval;
    private final ScheduledExecutorService rounds =
            Executors.newScheduledThreadPool(2, Thread.ofVirtual().name("backup-probes-", 1).factory());

    Probing(PlanBook book, ProbedTargets targets, SourceFolders folders, Duration interval) {
        this.book = book;
        this.targets = targets;
        this.folders = folders;
        this.interval = interval;
    }

    void open() {
        Runnable look = logged("look at the targets", targets::probe);
        Runnable ask = logged("ask the sources for their folders", folders::ask);
        rounds.scheduleWithFixedDelay(look, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
        rounds.scheduleWithFixedDelay(ask, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
        book.onChange(() -> {
            if (!rounds.isShutdown()) {
                rounds.execute(look);
                rounds.execute(ask);
            }
        });
    }

    private static Runnable logged(String what, Runnable action) {
        return () -> {
            try {
                action.run();
            } catch (RuntimeException e) {
                log.error("Cannot {}", what, e);
            }
        };
    }

    @Override
    public void close() {
        rounds.shutdownNow();
    }
}
