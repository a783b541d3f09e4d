package io.keepwatch.backup.retention;

import io.keepwatch.backup.catalog.Catalog;
import io.keepwatch.backup.plan.PlanBook;
import io.keepwatch.backup.step.RunJournal;
import io.keepwatch.backup.step.RunWork;
import java.time.Clock;

/// Retention's work, wired as in production, for tests of other packages.
public final class RetentionBench {

    private RetentionBench() {}

    public static RunWork work(PlanBook book, Catalog catalog, RunJournal journal, Clock clock) {
        return new RetentionWork(book, new Retention(book, catalog, journal, clock), catalog,
                new BackupDeletion(book, catalog, clock, _ -> {}), new Leftovers(book, catalog, clock));
    }
}
