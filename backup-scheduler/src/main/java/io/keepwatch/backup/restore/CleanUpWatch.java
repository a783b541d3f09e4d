package io.keepwatch.backup.restore;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks now and then for old databases whose time has come.
final class CleanUpWatch implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(CleanUpWatch.class);

    private final JournaledRestores restores;
    private final Duration pause;
    private final CountDownLatch closed = new CountDownLatch(1);

    CleanUpWatch(JournaledRestores restores, Duration pause) {
        this.restores = restores;
        this.pause = pause;
    }

    void open() {
        Thread.ofVirtual().name("restore-clean-up").start(this::watch);
    }

    @Override
    public void close() {
        closed.countDown();
    }

    private void watch() {
        try {
            while (!closed.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                try {
                    restores.cleanUp();
                } catch (RuntimeException e) {
                    log.warn("Cannot look for old databases to clear away; trying again", e);
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
