package io.keepwatch.backup.run;

import io.keepwatch.backup.step.RunJournal;
import io.keepwatch.backup.step.StepContext;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// The word in each target that a backup of the plan is being written there, renewed for as long as that takes.
final class Announcement {

    private static final Duration HOURLY = Duration.ofHours(1);

    private final String plan;
    private final String runId;
    private final RunJournal journal;
    private final Clock clock;
    private final Duration pause;

    Announcement(String plan, String runId, RunJournal journal, Clock clock) {
        this(plan, runId, journal, clock, HOURLY);
    }

    Announcement(String plan, String runId, RunJournal journal, Clock clock, Duration pause) {
        this.plan = plan;
        this.runId = runId;
        this.journal = journal;
        this.clock = clock;
        this.pause = pause;
    }

    /// Ends the renewing.
    interface Kept extends AutoCloseable {
        @Override
        void close();
    }

    /// @throws io.keepwatch.backup.step.StepException when another site writes a backup of the plan
    void make(CopyInProgress copy, StepContext context) throws IOException {
        Intent.declare(copy.store(), copy.target(), plan, runId, id -> context.uninterrupted(() -> journal.find(id)).isPresent(), clock);
    }

    /// A target that does not take it is told of by the backup itself.
    void renew(List<CopyInProgress> copies, StepContext context) {
        for (CopyInProgress copy : copies) {
            if (copy.isWhole()) {
                try {
                    Intent.write(copy.store(), plan, runId, clock);
                } catch (IOException e) {
                    context.log("Cannot renew the announcement in " + copy.target() + ": " + e.getMessage());
                }
            }
        }
    }

    /// Renews it beside work that takes as long as it takes.
    Kept kept(List<CopyInProgress> copies, StepContext context) {
        var over = new CountDownLatch(1);
        Thread thread = Thread.ofVirtual().name("backup-announcement").start(() -> {
            try {
                while (!over.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                    renew(copies, context);
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
        return () -> {
            over.countDown();
            join(thread);
        };
    }

    void withdraw(CopyInProgress copy, StepContext context) {
        try {
            Intent.withdraw(copy.store(), plan, runId);
        } catch (IOException e) {
            context.log("Cannot take the announcement back from " + copy.target() + ": " + e.getMessage() + "; it ends by itself");
        }
    }

    /// What is taken back afterwards must not be written again.
    private static void join(Thread thread) {
        boolean interrupted = Thread.interrupted();
        try {
            thread.join();
        } catch (InterruptedException _) {
            interrupted = true;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
