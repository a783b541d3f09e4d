package io.keepwatch.demo;

import io.keepwatch.access.Actor;
import io.keepwatch.audit.AuditEntry.Result;
import io.keepwatch.audit.AuditLog;
import io.keepwatch.demo.DemoState.Broken;
import io.keepwatch.demo.DemoState.Phase;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Breaks and mends the demo, and says how it is: the face for the API and the console.
public final class DemoControl {

    private static final Duration LONGEST_RESTART = Duration.ofSeconds(15);

    private final Demo demo;
    private final AuditLog audit;
    private final Clock clock;
    private final ReentrantLock oneChangeAtATime = new ReentrantLock();

    DemoControl(Demo demo, AuditLog audit, Clock clock) {
        this.demo = demo;
        this.audit = audit;
        this.clock = clock;
    }

    public DemoState state() {
        Optional<Workload> running = demo.workload();
        String problem = demo.problem();
        if (running.isEmpty()) {
            return without(problem == null ? Phase.STARTING : Phase.UNAVAILABLE, problem);
        }
        try {
            return with(running.get(), running.get().serviceSwitch().look());
        } catch (DemoUnavailableException e) {
            return without(Phase.STARTING, e.detail());
        }
    }

    /// Breaks it one way more, and returns in a sentence what was done.
    ///
    /// @throws RuntimeException when the service cannot be reached; its message says so
    public String breakIt(DemoMode mode, Actor actor) {
        return audited(actor, "demo.broken", mode.word(), () -> {
            Workload workload = workload();
            String done = workload.serviceSwitch().breakIt(mode);
            demo.remember(memory -> memory.brokenSince(mode.word(), clock.instant()));
            // a migration comes with a release: so the console can say what changed when the errors began
            return mode == DemoMode.ERRORS ? done + deploy(workload, demo.memory().release().bad()) : done;
        });
    }

    /// Mends everything that is broken.
    public String repair(Actor actor) {
        return audited(actor, "demo.repaired", "quotes-api", () -> {
            Workload workload = workload();
            boolean badRelease = workload.serviceSwitch().look().errors();
            String done = workload.serviceSwitch().repair();
            demo.remember(DemoMemory::mended);
            return badRelease ? done + deploy(workload, demo.memory().release().fixed()) : done;
        });
    }

    private String deploy(Workload workload, Release release) {
        demo.remember(memory -> memory.with(release));
        workload.restartService();
        try {
            boolean up = workload.serviceSwitch().awaitUp(LONGEST_RESTART);
            return "; quotes-api runs as release " + release + (up ? "" : " soon");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "; quotes-api restarts as release " + release;
        }
    }

    private Workload workload() {
        return demo.workload().orElseThrow(() -> new DemoUnavailableException(
                demo.problem() == null ? "The demo is still starting; try again in some seconds" : demo.problem()));
    }

    private String audited(Actor actor, String action, String object, Supplier<String> change) {
        oneChangeAtATime.lock();
        try {
            String done = change.get();
            audit.append(actor.did(action, object, Map.of("done", done)));
            return done;
        } catch (RuntimeException e) {
            audit.append(actor.entry(action, object, Result.FAILED, Map.of("error", String.valueOf(e.getMessage()))));
            throw e;
        } finally {
            oneChangeAtATime.unlock();
        }
    }

    private DemoState with(Workload workload, ServiceSwitch.Truth truth) {
        DemoMemory memory = demo.memory();
        var broken = new ArrayList<Broken>();
        for (DemoMode mode : DemoMode.values()) {
            boolean isBroken = switch (mode) {
                case ERRORS -> truth.errors();
                case SLOW -> truth.slow();
                case DELETE_ROWS -> truth.missingRows() > 0;
            };
            if (isBroken) {
                broken.add(new Broken(mode.word(), memory.since().get(mode.word())));
            }
        }
        Ports ports = workload.ports();
        return new DemoState(Phase.RUNNING, null, broken, truth.missingRows(), modes(),
                new DemoState.Program(Workload.url(ports.service()), ports.service(), memory.release().toString()),
                new DemoState.Program(Workload.url(ports.inbox()), ports.inbox(), null),
                new DemoState.Database("127.0.0.1", ports.postgres(), PostgresCluster.DATABASE, PostgresCluster.OWNER));
    }

    private static DemoState without(Phase phase, @Nullable String problem) {
        return new DemoState(phase, problem, List.of(), 0, modes(), null, null, null);
    }

    private static List<String> modes() {
        return Stream.of(DemoMode.values()).map(DemoMode::word).toList();
    }
}
