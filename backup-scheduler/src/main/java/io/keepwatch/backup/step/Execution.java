package io.keepwatch.backup.step;

import io.keepwatch.backup.Phase;
import io.keepwatch.backup.Run;
import io.keepwatch.backup.Runs.LogLine;
import io.keepwatch.metadata.Lease;
import io.keepwatch.metadata.LeaseLostException;
import io.keepwatch.metadata.Leases;
import io.opentelemetry.api.trace.StatusCode;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One run, worked on in this process: a worker does the steps, a pulse beside it keeps the lease, writes down how far it is and looks
/// whether somebody has cancelled it.
final class Execution {

    private static final Logger log = LoggerFactory.getLogger(Execution.class);
    private static final Duration STEPS_UNKNOWN_FOR = Duration.ofHours(1);
    private static final Duration TRY_AGAIN = Duration.ofSeconds(30);

    private enum Stop { CANCELLED, LOST, CLOSING }

    /// How the steps came to their end here.
    private sealed interface Outcome {
        record Completed() implements Outcome {}

        record Waiting() implements Outcome {}

        record Failed(Run.Problem problem) implements Outcome {}

        record Stopped(Stop why) implements Outcome {}
    }

    private final Run run;
    private final RunWork work;
    private final RunJournal journal;
    private final JournalWriter writer;
    private final Leases leases;
    private final Lease lease;
    private final RunTrace trace;
    private final Clock clock;
    private final StepRunner.Timing timing;
    private final Runnable whenOver;
    private final Thread worker = Thread.ofVirtual().unstarted(this::work);

    private final CountDownLatch over = new CountDownLatch(1);
    private final AtomicReference<@Nullable Stop> stop = new AtomicReference<>();
    /// Held by the worker while it uses the metadata database, and by whoever interrupts it.
    private final ReentrantLock quiet = new ReentrantLock();
    private final ReentrantLock flushing = new ReentrantLock();
    private final ConcurrentLinkedQueue<LogLine> lines = new ConcurrentLinkedQueue<>();
    private final AtomicReference<@Nullable Progress> progress = new AtomicReference<>();
    private volatile int position;
    private volatile String stepName = "run";
    private volatile boolean clearing;

    Execution(
            Run run, RunWork work, RunJournal journal, JournalWriter writer, Leases leases, Lease lease, RunTrace trace, Clock clock,
            StepRunner.Timing timing, Runnable whenOver) {
        this.run = run;
        this.work = work;
        this.journal = journal;
        this.writer = writer;
        this.leases = leases;
        this.lease = lease;
        this.trace = trace;
        this.clock = clock;
        this.timing = timing;
        this.whenOver = whenOver;
    }

    void start() {
        worker.start();
    }

    Thread thread() {
        return worker;
    }

    void close() {
        stop(Stop.CLOSING);
    }

    private void work() {
        Thread.ofVirtual().start(this::pulse);
        try {
            bringToItsEnd();
        } catch (LeaseLostException | LeaseGone _) {
            log.warn("Stopped working on the run {} of {}: another process goes on with it", run.id(), run.plan());
        } catch (RuntimeException e) {
            log.error("Cannot keep the journal of the run {}; whoever reaches the database again goes on with it", run.id(), e);
        } finally {
            over.countDown();
            trace.end();
            quietly(() -> leases.release(lease));
            whenOver.run();
        }
    }

    private void bringToItsEnd() {
        boolean takenOver = run.phase() == Phase.RUNNING;
        if (takenOver) {
            String owner = run.owner();
            note(owner == null ? "Goes on after a stop" : "Taken over from " + owner + ", which is not heard of any more");
        } else if (run.phase() == Phase.PENDING) {
            inTheJournal(() -> writer.remember(RunTrace.FACT, trace.spanId()));
        }
        List<Step> steps = new ArrayList<>();
        Outcome outcome = stepsInto(steps);
        if (outcome == null) {
            boolean again = takenOver && !work.goesOn() && run.problem() == null && uninterrupted(writer::cancelledBy).isEmpty();
            if (again) {
                note("Begins again from its first step: what was under way cannot be continued");
                inTheJournal(writer::resetSteps);
            }
            outcome = run.problem() == null ? forward(steps, again) : new Outcome.Failed(run.problem());
        }
        end(outcome, steps);
    }

    /// @return why there are none, or null
    private @Nullable Outcome stepsInto(List<Step> steps) {
        try {
            steps.addAll(work.steps(run, uninterrupted(() -> journal.request(run.id()))));
        } catch (Exception e) {
            if (run.createdAt().plus(STEPS_UNKNOWN_FOR).isAfter(clock.instant())) {
                note("Cannot begin: " + problem(e).message());
                inTheJournal(() -> writer.waits(0, new StepResult.WaitUntil(clock.instant().plus(TRY_AGAIN), problem(e).message())));
                return new Outcome.Waiting();
            }
            return new Outcome.Failed(problem(e));
        }
        if (!steps.stream().map(Step::name).toList().equals(run.steps().stream().map(step -> step.name()).toList())) {
            steps.clear();
            return new Outcome.Failed(new Run.Problem("The run was begun by another version of Keepwatch, with other steps", "Start it again"));
        }
        return null;
    }

    private Outcome forward(List<Step> steps, boolean again) {
        for (int i = 0; i < steps.size(); i++) {
            if (!again && run.steps().get(i).phase() == Phase.COMPLETED) {
                continue;
            }
            position = i;
            stepName = steps.get(i).name();
            int at = i;
            if (!uninterrupted(() -> writer.stepBegins(at))) {
                return new Outcome.Stopped(Stop.CANCELLED);
            }
            StepResult result = result(steps.get(i));
            Stop stopped = stop.get();
            if (result instanceof StepResult.Failed && stopped != null) {
                return new Outcome.Stopped(stopped);
            }
            switch (result) {
                case StepResult.Done() -> inTheJournal(() -> writer.stepEnds(at, Phase.COMPLETED));
                case StepResult.WaitUntil wait -> {
                    inTheJournal(() -> writer.waits(at, wait));
                    return new Outcome.Waiting();
                }
                case StepResult.Failed(String why, String hint) -> {
                    return new Outcome.Failed(new Run.Problem(why, hint));
                }
            }
            if (stopped == Stop.CLOSING || stopped == Stop.LOST) {
                return new Outcome.Stopped(stopped);
            }
        }
        return new Outcome.Completed();
    }

    private StepResult result(Step step) {
        var span = trace.step(step.name());
        try (var _ = span.makeCurrent()) {
            return step.run(new Context());
        } catch (Exception e) {
            if (stop.get() == null) {
                log.debug("The step {} of the run {} failed", step.name(), run.id(), e);
            }
            span.recordException(e);
            Run.Problem problem = problem(e);
            span.setStatus(StatusCode.ERROR, problem.message());
            return new StepResult.Failed(problem.message(), problem.hint());
        } finally {
            Thread.interrupted(); // what the interrupt had to say stands in `stop`
            inTheJournal(() -> {});
            span.end();
        }
    }

    private void end(Outcome outcome, List<Step> steps) {
        switch (outcome) {
            case Outcome.Completed() -> {
                inTheJournal(() -> writer.end(Phase.COMPLETED));
                log.info("Completed the {} {} of {}", run.kind().name().toLowerCase(Locale.ROOT), run.id(), run.plan());
            }
            case Outcome.Waiting() -> log.info("The run {} waits", run.id());
            case Outcome.Failed(Run.Problem problem) -> {
                log.warn("The {} {} of {} failed: {}; {}", run.kind().name().toLowerCase(Locale.ROOT), run.id(), run.plan(),
                        problem.message(), problem.hint());
                note(problem.message());
                trace.failed(problem);
                inTheJournal(() -> writer.problem(problem));
                inTheJournal(() -> writer.stepEnds(position, Phase.FAILED));
                clearAway(steps, Phase.FAILED);
            }
            case Outcome.Stopped(Stop why) when why == Stop.CANCELLED -> {
                note("Cancelled by " + uninterrupted(writer::cancelledBy).orElse("nobody"));
                inTheJournal(() -> writer.stepEnds(position, Phase.CANCELLED));
                clearAway(steps, Phase.CANCELLED);
            }
            case Outcome.Stopped(Stop why) when why == Stop.CLOSING -> {
                note("Keepwatch stops here; the run goes on elsewhere, or at its next start");
                inTheJournal(writer::handBack);
            }
            case Outcome.Stopped(_) -> throw new LeaseGone();
        }
    }

    /// The last step that began is undone first.
    private void clearAway(List<Step> steps, Phase end) {
        clearing = true;
        if (stop.get() == Stop.CANCELLED) {
            stop.set(null);
        }
        List<Phase> phases = uninterrupted(() -> journal.find(run.id()).orElseThrow()).steps().stream().map(step -> step.phase()).toList();
        for (int i = steps.size() - 1; i >= 0; i--) {
            if (phases.get(i) != Phase.PENDING) {
                stepName = steps.get(i).name();
                try {
                    steps.get(i).undo(new Context());
                } catch (Exception e) {
                    Stop stopped = stop.get();
                    if (stopped != null) {
                        throw new LeaseGone(); // whoever has the run next finds its end written down, and clears away
                    }
                    log.warn("Cannot clear away after the step {} of the run {}", stepName, run.id(), e);
                    note("Cannot clear away: " + problem(e).message() + "; " + problem(e).hint());
                }
            }
        }
        inTheJournal(() -> writer.end(end));
    }

    private void pulse() {
        long renewed = System.nanoTime();
        try {
            while (!over.await(timing.pulse().toMillis(), TimeUnit.MILLISECONDS)) {
                try {
                    flush();
                    if (System.nanoTime() - renewed > timing.lease().toNanos() / 3) {
                        if (leases.renew(lease, timing.lease()).isEmpty()) {
                            stop(Stop.LOST);
                            return;
                        }
                        renewed = System.nanoTime();
                    }
                    if (!clearing && writer.cancelledBy().isPresent() && mayBeCancelled()) {
                        stop(Stop.CANCELLED);
                    }
                } catch (LeaseLostException _) {
                    stop(Stop.LOST);
                    return;
                } catch (RuntimeException e) {
                    log.warn("Cannot write down how far the run {} is; trying again", run.id(), e);
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt(); // the worker is over
        }
    }

    private boolean mayBeCancelled() {
        return !work.pointsOfNoReturn().contains(stepName);
    }

    private void stop(Stop why) {
        quiet.lock();
        try {
            Stop before = stop.get();
            if (before == null || before == Stop.CANCELLED && why != Stop.CANCELLED) {
                stop.set(why);
                worker.interrupt();
            }
        } finally {
            quiet.unlock();
        }
    }

    private void flush() {
        flushing.lock();
        try {
            var pending = new ArrayList<LogLine>();
            for (LogLine line = lines.poll(); line != null; line = lines.poll()) {
                pending.add(line);
            }
            if (!pending.isEmpty()) {
                writer.log(pending);
            }
            Progress latest = progress.getAndSet(null);
            if (latest != null) {
                writer.progress(position, latest);
            }
        } finally {
            flushing.unlock();
        }
    }

    /// Writes after everything that was said before.
    private void inTheJournal(Runnable write) {
        uninterrupted(() -> {
            flush();
            write.run();
            return true;
        });
    }

    private <T> T uninterrupted(Supplier<T> use) {
        quiet.lock();
        boolean interrupted = Thread.interrupted();
        try {
            return use.get();
        } finally {
            quiet.unlock();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void quietly(Runnable use) {
        try {
            uninterrupted(() -> {
                use.run();
                return true;
            });
        } catch (RuntimeException e) {
            log.debug("The lease of the run {} runs out by itself", run.id(), e);
        }
    }

    private void note(String line) {
        lines.add(new LogLine(clock.instant(), stepName, line));
    }

    private static Run.Problem problem(Exception e) {
        String message = e.getMessage() == null || e.getMessage().isBlank() ? e.getClass().getSimpleName() : e.getMessage();
        return new Run.Problem(message, e instanceof Hinted hinted
                ? hinted.hint()
                : "Look into the run's log, and into Keepwatch's own log at this time");
    }

    /// Ends the work here without another word in the journal.
    private static final class LeaseGone extends RuntimeException {
        LeaseGone() {
            super("Stopped here; another process goes on", null, false, false);
        }
    }

    private final class Context implements StepContext {

        @Override
        public String runId() {
            return run.id();
        }

        @Override
        public void progress(long bytes, @Nullable Long totalBytes, @Nullable String detail) {
            progress.set(new Progress(bytes, totalBytes, detail));
        }

        @Override
        public void log(String line) {
            note(line);
        }

        @Override
        public void remember(String key, String value) {
            inTheJournal(() -> writer.remember(key, value));
        }

        @Override
        public Optional<String> remembered(String key) {
            return uninterrupted(() -> journal.fact(run.id(), key));
        }

        @Override
        public void checkCancelled() throws InterruptedException {
            if (stop.get() != null) {
                throw new InterruptedException("The run is stopped");
            }
        }

        @Override
        public <T> T uninterrupted(Supplier<T> write) {
            return Execution.this.uninterrupted(write);
        }
    }
}
