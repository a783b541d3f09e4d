package io.keepwatch.backup.retention;

import io.keepwatch.backup.Phase;
import io.keepwatch.backup.Run;
import io.keepwatch.backup.plan.BackupPlan;
import io.keepwatch.backup.plan.PlanBook;
import io.keepwatch.backup.step.BusyException;
import io.keepwatch.backup.step.NewRun;
import io.keepwatch.backup.step.RunIds;
import io.keepwatch.backup.step.RunJournal;
import io.keepwatch.backup.step.StepRunner;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Starts a plan's retention when there is something to do, as after a successful backup, and once a day for the sweep.
final class RetentionWatch implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(RetentionWatch.class);
    private static final Duration LOOK = Duration.ofMinutes(1);
    private static final Duration DAILY = Duration.ofDays(1);
    private static final Duration AFTER_FAILURE = Duration.ofHours(1);

    private final PlanBook book;
    private final Retention retention;
    private final RunJournal journal;
    private final StepRunner runner;
    private final Clock clock;
    private final CountDownLatch closed = new CountDownLatch(1);
    private @Nullable Thread thread;

    RetentionWatch(PlanBook book, Retention retention, RunJournal journal, StepRunner runner, Clock clock) {
        this.book = book;
        this.retention = retention;
        this.journal = journal;
        this.runner = runner;
        this.clock = clock;
    }

    void open() {
        thread = Thread.ofVirtual().name("backup-retention").start(() -> {
            try {
                do {
                    look();
                } while (!closed.await(LOOK.toMillis(), TimeUnit.MILLISECONDS));
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /// One plan that cannot be looked at does not stop the others.
    void look() {
        for (BackupPlan plan : book.plans()) {
            try {
                if (isDue(plan.name())) {
                    start(plan.name());
                }
            } catch (BusyException e) {
                log.debug("The retention of {} is on already", plan.name());
            } catch (Exception e) {
                log.warn("Cannot start the retention of {}; trying again", plan.name(), e);
            }
        }
    }

    private boolean isDue(String plan) {
        List<Judgement> judgements = retention.judge(plan);
        if (judgements.isEmpty()) {
            return false;
        }
        Optional<Run> last = journal.recent(Set.of(Run.Kind.RETENTION), plan, 1).stream().findFirst();
        Instant now = clock.instant();
        if (last.isPresent() && last.get().phase() == Phase.FAILED) {
            return last.get().createdAt().isBefore(now.minus(AFTER_FAILURE));
        }
        boolean somethingToDo = judgements.stream()
                .anyMatch(judgement -> Retention.isToBeMarked(judgement) || Retention.isToBeTakenBack(judgement) || retention.isDue(judgement));
        return somethingToDo || last.isEmpty() || last.get().createdAt().isBefore(now.minus(DAILY));
    }

    /// The slot lets one of several processes start it.
    private void start(String plan) throws Exception {
        Instant now = clock.instant();
        runner.start(new NewRun(RunIds.next(now), Run.Kind.RETENTION, plan, "retention " + now.truncatedTo(ChronoUnit.MINUTES),
                "retention", "retention/" + plan, null, "{}"));
    }

    @Override
    public void close() {
        closed.countDown();
        if (thread != null) {
            thread.interrupt();
        }
    }
}
