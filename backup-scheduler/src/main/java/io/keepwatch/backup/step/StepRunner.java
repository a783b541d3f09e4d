package io.keepwatch.backup.step;

import io.keepwatch.backup.Phase;
import io.keepwatch.backup.Run;
import io.keepwatch.metadata.Lease;
import io.keepwatch.metadata.Leases;
import io.opentelemetry.api.trace.Tracer;
import java.sql.Types;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Works on runs: those started here, those that have waited long enough, and those whose process is gone. Each run is worked on by
/// the one process that holds its lease.
public final class StepRunner implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(StepRunner.class);
    private static final Duration MUTEX = Duration.ofSeconds(10);
    private static final int PATIENCE = 200;
    private static final String EXCLUSIVE = "exclusive";

    /// @param lease after how much silence of its process a run is taken over
    /// @param pulse how often progress is written, and a cancel is looked for
    /// @param poll  how often runs are looked for that nobody works on
    public record Timing(Duration lease, Duration pulse, Duration poll) {
        public static final Timing USUAL = new Timing(Duration.ofSeconds(30), Duration.ofMillis(500), Duration.ofSeconds(2));
    }

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Leases leases;
    private final Clock clock;
    private final Tracer tracer;
    private final Timing timing;
    private final RunJournal journal;
    private final JournalSweep sweep;
    private final Map<Run.Kind, RunWork> works;
    private final Map<String, Execution> here = new ConcurrentHashMap<>();
    private final Semaphore wake = new Semaphore(0);
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile @Nullable Thread poller;

    public StepRunner(
            JdbcClient jdbc, PlatformTransactionManager transactions, Leases leases, Clock clock, Tracer tracer, List<RunWork> works, Timing timing) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        this.leases = leases;
        this.clock = clock;
        this.tracer = tracer;
        this.timing = timing;
        this.journal = new RunJournal(jdbc);
        this.sweep = new JournalSweep(jdbc, clock);
        this.works = works.stream().collect(Collectors.toUnmodifiableMap(RunWork::kind, Function.identity()));
    }

    /// Begins to look for runs that nobody works on.
    public void open() {
        poller = Thread.ofVirtual().name("backup-runs").start(this::poll);
    }

    /// Starts a run at once.
    ///
    /// @return empty when the slot has had its run already
    /// @throws BusyException when a run that excludes it is on
    /// @throws StepException when its steps cannot be known
    public Optional<String> start(NewRun wanted) {
        return create(wanted, false);
    }

    /// Starts a run as soon as the one that excludes it has ended. A third one is written down as cancelled.
    ///
    /// @return empty when the slot has had its run already
    public Optional<String> queue(NewRun wanted) {
        return create(wanted, true);
    }

    /// Asks the process that works on the run, wherever it is, to stop and clear away.
    ///
    /// @return false when it has ended, or is past the point where it can be cancelled
    public boolean cancel(String id, String who) {
        Run.Kind kind = journal.find(id).map(Run::kind).orElse(null);
        if (kind == null) {
            return false;
        }
        var tooLate = new ArrayList<>(works.get(kind).pointsOfNoReturn());
        tooLate.add(""); // no step's name: an empty list is no SQL
        boolean asked = transaction.execute(_ -> {
            // the lock that a step takes when it begins: none can begin between our look and our word
            jdbc.sql("select id from backup_run where id = :id for update").param("id", id).query(String.class).optional();
            return jdbc.sql("update backup_run set cancel_by = coalesce(cancel_by, :who) where id = :id and phase in (:active)"
                            + " and error_message is null and not exists (select 1 from backup_run_step where run_id = :id"
                            + " and name in (:late) and phase <> 'PENDING')")
                    .param("who", who).param("id", id).param("active", RunJournal.ACTIVE).param("late", tooLate).update() == 1;
        });
        wake.release();
        return asked;
    }

    /// Stops what is worked on here; another process, or this one at its next start, goes on with it.
    @Override
    public void close() {
        closed.countDown();
        wake.release();
        here.values().forEach(Execution::close);
        join(poller);
        here.values().forEach(execution -> join(execution.thread()));
    }

    private Optional<String> create(NewRun wanted, boolean queued) {
        List<Step> steps = steps(wanted);
        Optional<String> created = wanted.exclusive() == null
                ? insert(wanted, steps, null)
                : alone(wanted.exclusive(), () -> {
                    List<Run> others = others(wanted.exclusive(), wanted.id());
                    if (!queued && !others.isEmpty()) {
                        throw new BusyException(others.getFirst().id());
                    }
                    return insert(wanted, steps, others.size() > 1 ? others.getLast().id() : null);
                });
        wake.release();
        return created;
    }

    private Optional<String> insert(NewRun wanted, List<Step> steps, @Nullable String behind) {
        return transaction.execute(_ -> {
            boolean inserted = jdbc.sql("insert into backup_run (id, kind, plan, slot, requested_by, phase, created_at, completed_at,"
                            + " backup_id, error_message, error_hint, request) values (:id, :kind, :plan, :slot, :by, :phase, :now,"
                            + " :completed, :backup, :message, :hint, :request) on conflict do nothing")
                    .param("id", wanted.id()).param("kind", wanted.kind().name()).param("plan", wanted.plan())
                    .param("slot", wanted.slot()).param("by", wanted.requestedBy())
                    .param("phase", behind == null ? Phase.PENDING.name() : Phase.CANCELLED.name())
                    .param("now", JournalWriter.utc(clock.instant()))
                    .param("completed", behind == null ? null : JournalWriter.utc(clock.instant()), Types.TIMESTAMP_WITH_TIMEZONE)
                    .param("backup", wanted.backupId())
                    .param("message", behind == null ? null : "Not begun: the run " + behind + " was still on, and another waited for it")
                    .param("hint", behind == null ? null : "Cancel the run that hangs, or give the plan a wider schedule")
                    .param("request", wanted.request()).update() == 1;
            if (!inserted) {
                return Optional.empty();
            }
            for (int position = 0; position < steps.size(); position++) {
                jdbc.sql("insert into backup_run_step (run_id, position, name, description, phase, bytes)"
                                + " values (:id, :position, :name, :description, 'PENDING', 0)")
                        .param("id", wanted.id()).param("position", position).param("name", steps.get(position).name())
                        .param("description", JournalWriter.cut(steps.get(position).description(), 1000)).update();
            }
            if (wanted.exclusive() != null) {
                jdbc.sql("insert into backup_run_fact (run_id, name, fact) values (:id, :name, :value)")
                        .param("id", wanted.id()).param("name", EXCLUSIVE).param("value", wanted.exclusive()).update();
            }
            return Optional.of(wanted.id());
        });
    }

    private void poll() {
        while (closed.getCount() > 0) {
            try {
                journal.active().reversed().stream().filter(run -> !here.containsKey(run.id())).filter(this::isDue).forEach(this::claim);
                sweep.sweepNowAndThen();
            } catch (RuntimeException e) {
                log.warn("Cannot look for runs that nobody works on; trying again", e);
            }
            try {
                wake.tryAcquire(timing.poll().toMillis(), TimeUnit.MILLISECONDS);
                wake.drainPermits();
            } catch (InterruptedException _) {
                return;
            }
        }
    }

    private boolean isDue(Run run) {
        return run.phase() != Phase.WAITING || run.waitUntil() == null || !run.waitUntil().isAfter(clock.instant()) || isCancelled(run);
    }

    private boolean isCancelled(Run run) {
        return jdbc.sql("select count(*) from backup_run where id = :id and cancel_by is not null").param("id", run.id())
                .query(Long.class).single() == 1;
    }

    /// Works on the run if nobody else does.
    private void claim(Run seen) {
        Optional<String> exclusive = seen.phase() == Phase.PENDING ? journal.fact(seen.id(), EXCLUSIVE) : Optional.empty();
        if (exclusive.isPresent()) {
            tryAlone(exclusive.get(), () -> {
                if (isCancelled(seen) || others(exclusive.get(), seen.id()).stream().allMatch(other -> other.phase() == Phase.PENDING)) {
                    execute(seen.id());
                }
            });
        } else {
            execute(seen.id());
        }
    }

    private void execute(String id) {
        Lease lease = leases.acquire("backup-run/" + id, timing.lease()).orElse(null);
        if (lease == null) {
            return;
        }
        Run run = journal.find(id).orElseThrow();
        if (run.phase().isEnd() || !isDue(run) || closed.getCount() == 0) {
            leases.release(lease);
            return;
        }
        var writer = new JournalWriter(jdbc, leases, lease, clock, id);
        var trace = RunTrace.of(tracer, run, journal.fact(id, RunTrace.FACT));
        writer.begin(trace.traceId()); // before the exclusive word is given back: now the run counts as begun
        var execution = new Execution(run, works.get(run.kind()), journal, writer, leases, lease, trace, clock, timing, () -> {
            here.remove(id);
            wake.release();
        });
        here.put(id, execution);
        execution.start();
    }

    private List<Run> others(String exclusive, String id) {
        return journal.active().stream()
                .filter(run -> !run.id().equals(id) && journal.fact(run.id(), EXCLUSIVE).filter(exclusive::equals).isPresent())
                .toList();
    }

    private List<Step> steps(NewRun wanted) {
        try {
            return works.get(wanted.kind()).steps(asRun(wanted), wanted.request());
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new StepException(e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage(),
                    e instanceof Hinted hinted ? hinted.hint() : "Look into Keepwatch's own log at this time");
        }
    }

    private <T> T alone(String what, Supplier<T> work) {
        for (int attempt = 0; ; attempt++) {
            Optional<Lease> mutex = leases.acquire("backup-start/" + what, MUTEX);
            if (mutex.isPresent()) {
                try {
                    return work.get();
                } finally {
                    leases.release(mutex.get());
                }
            }
            if (attempt == PATIENCE) {
                throw new BusyException("that is just being started");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }

    private void tryAlone(String what, Runnable work) {
        leases.acquire("backup-start/" + what, MUTEX).ifPresent(mutex -> {
            try {
                work.run();
            } finally {
                leases.release(mutex);
            }
        });
    }

    private Run asRun(NewRun wanted) {
        return new Run(wanted.id(), wanted.kind(), wanted.plan(), wanted.slot(), wanted.requestedBy(), null, Phase.PENDING,
                clock.instant(), null, null, null, null, wanted.backupId(), null, null, List.of());
    }

    private static void join(@Nullable Thread thread) {
        if (thread != null) {
            try {
                thread.join(Duration.ofSeconds(8));
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
