package io.keepwatch.demo;

import io.keepwatch.process.ChildProcess;
import io.keepwatch.process.ChildProcesses;
import io.keepwatch.process.ProcessSpec;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One program that is kept running: started again when it ends, sooner at first and later each time.
final class Supervised {

    private static final Logger log = LoggerFactory.getLogger(Supervised.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final Duration STEADY = Duration.ofMinutes(1);
    private static final Duration GRACE = Duration.ofSeconds(4);

    private final String name;
    private final ChildProcesses children;
    private final Supplier<ProcessSpec> spec;
    private final CompletableFuture<Void> stopped = new CompletableFuture<>();
    private @Nullable Thread keeper;
    private @Nullable ChildProcess child;
    private boolean restartWanted;

    /// @param spec asked again for each start
    Supervised(String name, ChildProcesses children, Supplier<ProcessSpec> spec) {
        this.name = name;
        this.children = children;
        this.spec = spec;
    }

    synchronized void start() {
        keeper = Thread.ofVirtual().name("demo-" + name).start(this::keep);
    }

    /// Ends the program in an orderly way; the keeper starts it again at once.
    void restart() {
        ChildProcess running;
        synchronized (this) {
            restartWanted = true;
            running = child;
        }
        if (running != null) {
            running.stop(GRACE);
        }
    }

    void stop() {
        stopped.complete(null);
        ChildProcess running;
        Thread waiting;
        synchronized (this) {
            running = child;
            waiting = keeper;
        }
        if (running != null) {
            running.stop(GRACE);
        }
        joinQuietly(waiting);
    }

    synchronized boolean running() {
        return child != null && child.isAlive();
    }

    private void keep() {
        Duration pause = FIRST_PAUSE;
        while (!stopped.isDone()) {
            long start = System.nanoTime();
            String end = runOnce();
            if (System.nanoTime() - start > STEADY.toNanos()) {
                pause = FIRST_PAUSE;
            }
            if (stopped.isDone() || takeRestart()) {
                continue;
            }
            log.warn("The demo's {} {}; starting it again in {} s", name, end, pause.toMillis() / 1000.0);
            waitUnlessStopped(pause);
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
    }

    private String runOnce() {
        try {
            ChildProcess started = startUnlessStopped();
            return started == null ? "was stopped" : "ended with status " + started.onExit().join();
        } catch (RuntimeException e) {
            return "does not start: " + (e instanceof CompletionException ? e.getCause() : e.getMessage());
        }
    }

    private synchronized @Nullable ChildProcess startUnlessStopped() {
        child = stopped.isDone() ? null : children.start(spec.get());
        return child;
    }

    private synchronized boolean takeRestart() {
        boolean wanted = restartWanted;
        restartWanted = false;
        return wanted;
    }

    private void waitUnlessStopped(Duration pause) {
        try {
            stopped.get(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            // that was the pause
        } catch (Exception e) {
            throw new IllegalStateException("Interrupted while waiting to restart the demo's " + name, e);
        }
    }

    private static void joinQuietly(@Nullable Thread thread) {
        try {
            if (thread != null) {
                thread.join(GRACE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
