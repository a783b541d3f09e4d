package io.keepwatch.demo;

import io.keepwatch.process.ChildProcesses;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/// Starts the demo workload beside us and stops it with us. It never keeps Keepwatch from starting: what it lacks, it says, and tries again.
final class Demo implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Demo.class);
    private static final Duration RETRY = Duration.ofSeconds(30);

    private final Path folder;
    private final ChildProcesses children;
    private final Callable<DemoPrograms> programs;
    private final DatabaseGuard guard;
    private @Nullable Thread starter;
    private @Nullable Workload workload;
    private @Nullable String problem;
    private DemoMemory memory;

    /// @param folder   the demo's own in the data directory
    /// @param programs how to run its programs; may wait until our own ports are known
    /// @param guard    told of the database each time it has been started
    Demo(Path folder, ChildProcesses children, Callable<DemoPrograms> programs, DatabaseGuard guard) {
        this.folder = folder;
        this.children = children;
        this.programs = programs;
        this.guard = guard;
        this.memory = DemoMemory.read(memoryFile());
    }

    @Override
    public synchronized void start() {
        starter = Thread.ofVirtual().name("demo-start").start(this::startWithPatience);
    }

    @Override
    public void stop() {
        Thread starting;
        synchronized (this) {
            starting = starter;
            starter = null;
        }
        if (starting == null) {
            return;
        }
        starting.interrupt();
        try {
            starting.join(Duration.ofSeconds(2));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        take().ifPresent(Workload::close);
    }

    @Override
    public synchronized boolean isRunning() {
        return starter != null;
    }

    /// Empty while it is starting, or cannot.
    synchronized Optional<Workload> workload() {
        return Optional.ofNullable(workload);
    }

    synchronized @Nullable String problem() {
        return problem;
    }

    synchronized DemoMemory memory() {
        return memory;
    }

    synchronized void remember(UnaryOperator<DemoMemory> change) {
        memory = change.apply(memory);
        memory.write(memoryFile());
    }

    private void startWithPatience() {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                startOnce();
                return;
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            } catch (Exception e) {
                take().ifPresent(Workload::close);
                tell(e instanceof DemoUnavailableException known ? known.detail() : "Cannot start the demo: " + e, e);
                pause();
            }
        }
    }

    private void startOnce() throws Exception {
        DemoPrograms howToRun = programs.call();
        remember(last -> last.with(last.ports().free()));
        Ports ports = memory().ports();
        PostgresCluster cluster = PostgresCluster.prepare(folder, ports.postgres(), children);
        var starting = new Workload(cluster, howToRun, ports, () -> memory().release(), children);
        synchronized (this) {
            if (starter != Thread.currentThread()) {
                return;
            }
            workload = starting;
        }
        starting.start();
        guard.protect(ports.postgres(), cluster.superuserPasswordFile());
        synchronized (this) {
            problem = null;
        }
        log.info("The demo runs: quotes-api at {}, inbox at {}", Workload.url(ports.service()), Workload.url(ports.inbox()));
    }

    private synchronized Optional<Workload> take() {
        var taken = Optional.ofNullable(workload);
        workload = null;
        return taken;
    }

    private synchronized void tell(String message, Exception cause) {
        if (!message.equals(problem)) {
            log.error("{}; everything else runs, and the demo is tried again every {} s", message, RETRY.toSeconds());
            log.debug("The demo did not start", cause);
        }
        problem = message;
    }

    private static void pause() {
        try {
            Thread.sleep(RETRY);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private Path memoryFile() {
        return folder.resolve("demo.json");
    }
}
