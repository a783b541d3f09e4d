package io.keepwatch.backup.run;

import static org.awaitility.Awaitility.await;

import io.keepwatch.access.Actor;
import io.keepwatch.audit.AuditLog;
import io.keepwatch.backup.Run;
import io.keepwatch.backup.catalog.Catalog;
import io.keepwatch.backup.plan.PlanBook;
import io.keepwatch.backup.step.RunJournal;
import io.keepwatch.backup.step.RunWork;
import io.keepwatch.backup.step.StepRunner;
import io.keepwatch.metadata.Leases;
import io.opentelemetry.api.OpenTelemetry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;

/// Backups, and what others add, wired as in production, on quick time.
public final class BackupBench implements AutoCloseable {

    public final JdbcClient jdbc;
    public final Catalog catalog;
    public final RunJournal journal;
    public final AuditLog audit;
    public final StepRunner runner;
    private final BackupRuns runs;

    @SafeVarargs
    public BackupBench(DataSource database, PlanBook book, Clock clock, Duration lease, Function<Catalog, RunWork>... more) {
        jdbc = JdbcClient.create(database);
        var transactions = new DataSourceTransactionManager(database);
        catalog = new Catalog(jdbc, transactions);
        journal = new RunJournal(jdbc);
        audit = new AuditLog(jdbc, transactions, clock);
        var works = new ArrayList<RunWork>(List.of(
                new BackupRunner(book, catalog, journal, clock, "Keepwatch test", Duration.ofMinutes(1)),
                new VerifyRunner(book, catalog, clock), new CatalogRebuilder(book, catalog, clock)));
        for (Function<Catalog, RunWork> work : more) {
            works.add(work.apply(catalog));
        }
        runner = new StepRunner(jdbc, transactions, new Leases(jdbc, transactions, "test-" + ProcessHandle.current().pid()), clock,
                OpenTelemetry.noop().getTracer("test"), works, new StepRunner.Timing(lease, Duration.ofMillis(20), Duration.ofMillis(20)));
        runs = new BackupRuns(runner, journal, book, audit, clock);
        runner.open();
    }

    public Run backUp() {
        return ended(startBackup());
    }

    public String startBackup() {
        return runs.start(TestBook.PLAN, Actor.SYSTEM);
    }

    public Run ended(String id) {
        return await().atMost(Duration.ofSeconds(60)).until(() -> journal.find(id).orElseThrow(), run -> run.phase().isEnd());
    }

    @Override
    public void close() {
        runner.close();
    }
}
