package io.keepwatch.clickhouse.embedded;

import io.keepwatch.clickhouse.ClickHouse;
import io.keepwatch.clickhouse.ClickHouseEndpoint;
import io.keepwatch.clickhouse.ClickHouseException;
import io.keepwatch.clickhouse.Probe;
import io.keepwatch.clickhouse.WatchedState;
import io.keepwatch.process.ChildProcesses;
import io.keepwatch.telemetry.StoreUnavailableException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs ClickHouse in a child process and keeps it running: starts it again, ever more patiently, when it ends or hangs.
///
/// Nothing here stops Keepwatch from starting: while there is no ClickHouse the state says why.
public final class EmbeddedClickHouse implements ClickHouse, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(EmbeddedClickHouse.class);
    private static final Duration STOP_GRACE = Duration.ofSeconds(4);

    private final ChildProcesses children;
    private final EngineDirectory directory;
    private final Supplier<Path> library;
    private final Timing timing;
    private final Clock clock;
    private final WatchedState state;
    private final Probe probe = new Probe();
    private @Nullable Thread supervisor;

    /// How long the supervisor waits for what.
    ///
    /// @param lock       for an engine that a predecessor left behind to end
    /// @param start      for the engine to load its tables and answer
    /// @param ping       between two looks
    /// @param hung       without an answer until the engine is taken for hung
    /// @param backoff    before the first restart; doubles
    /// @param maxBackoff at most
    /// @param healthy    after which the next failure counts as a first one again
    record Timing(
            Duration lock,
            Duration start,
            Duration ping,
            Duration hung,
            Duration backoff,
            Duration maxBackoff,
            Duration healthy) {

        static final Timing DEFAULT = new Timing(
                Duration.ofSeconds(10),
                Duration.ofMinutes(5),
                Duration.ofSeconds(1),
                Duration.ofSeconds(10),
                Duration.ofMillis(200),
                Duration.ofSeconds(30),
                Duration.ofMinutes(1));

        Duration afterFailures(int failures) {
            Duration wait = backoff.multipliedBy(1L << Math.min(failures - 1, 20));
            return wait.compareTo(maxBackoff) < 0 ? wait : maxBackoff;
        }
    }

    /// @param directory the engine's own folder, which belongs to this process alone
    public EmbeddedClickHouse(ChildProcesses children, Path directory, Clock clock) {
        this(
                children,
                directory,
                () -> EngineLibrary.find(System.getProperty(EngineLibrary.PROPERTY), System.getenv()),
                Timing.DEFAULT,
                clock);
    }

    EmbeddedClickHouse(ChildProcesses children, Path directory, Supplier<Path> library, Timing timing, Clock clock) {
        this.children = children;
        this.directory = new EngineDirectory(directory.toAbsolutePath());
        this.library = library;
        this.timing = timing;
        this.clock = clock;
        this.state = new WatchedState(new State.Starting(clock.instant()));
    }

    /// Returns at once.
    public synchronized void start() {
        if (supervisor == null) {
            supervisor = Thread.ofVirtual().name("clickhouse-supervisor").start(this::supervise);
        }
    }

    /// Stops the engine cleanly; kills it when it takes too long.
    @Override
    public synchronized void close() {
        if (supervisor != null) {
            supervisor.interrupt();
            try {
                supervisor.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            supervisor = null;
        }
        probe.close();
    }

    @Override
    public State state() {
        return state.get();
    }

    @Override
    public void onChange(Listener listener) {
        state.onChange(listener);
    }

    @Override
    public boolean awaitUp(Duration atMost) throws InterruptedException {
        return state.awaitUp(atMost);
    }

    private void supervise() {
        int failures = 0;
        try {
            while (true) {
                long started = System.nanoTime();
                String reason = runOnce();
                boolean wasHealthy = System.nanoTime() - started > timing.healthy().toNanos();
                failures = wasHealthy ? 1 : failures + 1;
                Duration wait = timing.afterFailures(failures);
                log.warn("{}; starting it again in {} s", reason, wait.toMillis() / 1000.0);
                state.set(new State.Down(downSince(), reason));
                Thread.sleep(wait);
            }
        } catch (InterruptedException _) {
            state.set(new State.Down(clock.instant(), "Keepwatch is stopping"));
        }
    }

    /// Failed restarts prolong one outage.
    private Instant downSince() {
        return state.get() instanceof State.Down down ? down.since() : clock.instant();
    }

    /// Runs one engine process to its end.
    ///
    /// @return why it ended
    private String runOnce() throws InterruptedException {
        EngineProcess engine;
        try {
            engine = new EngineProcess(children, directory, library.get(), EngineMemory.ofThisMachine(), timing.lock());
        } catch (EngineFailure e) {
            return String.valueOf(e.getMessage());
        }
        try {
            ClickHouseEndpoint endpoint = engine.awaitReady(timing.start());
            probe.prepare(endpoint);
            log.info("ClickHouse answers at {} (pid {})", endpoint.url(), engine.pid());
            state.set(new State.Up(clock.instant(), endpoint));
            return awaitFailure(engine, endpoint);
        } catch (EngineFailure | StoreUnavailableException | ClickHouseException e) {
            return String.valueOf(e.getMessage());
        } catch (InterruptedException e) {
            engine.stop(STOP_GRACE);
            throw e;
        } finally {
            if (engine.isAlive()) {
                engine.kill();
            }
        }
    }

    private String awaitFailure(EngineProcess engine, ClickHouseEndpoint endpoint) throws InterruptedException {
        long answered = System.nanoTime();
        while (!ended(engine)) {
            if (probe.pings(endpoint.url())) {
                answered = System.nanoTime();
            } else if (System.nanoTime() - answered > timing.hung().toNanos()) {
                return "ClickHouse hung: no answer for " + timing.hung().toSeconds() + " s";
            }
        }
        return engine.whyEnded();
    }

    /// Waits for the end of the process until the next look is due.
    private boolean ended(EngineProcess engine) throws InterruptedException {
        try {
            engine.onExit().get(timing.ping().toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException _) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("Cannot wait for the engine's process", e.getCause());
        }
    }
}
