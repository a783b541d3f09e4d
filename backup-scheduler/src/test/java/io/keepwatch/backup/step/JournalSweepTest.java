package io.keepwatch.backup.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.backup.Phase;
import io.keepwatch.backup.Run;
import io.keepwatch.metadata.OnBothDatabases;
import io.keepwatch.metadata.TestDatabase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@OnBothDatabases
class JournalSweepTest {

    private static final Instant NOW = Instant.parse("2026-11-21T02:00:00Z");

    private final TestDatabase database;
    private final RunJournal journal;
    private int runs;

    JournalSweepTest(TestDatabase.Maker maker) {
        database = maker.open();
        journal = new RunJournal(database.jdbc());
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void forgets_what_is_older_than_the_time_and_not_among_the_last_of_its_plan() {
        ended(Run.Kind.BACKUP, "busy", 100, JournalSweep.KEEP_LAST + 5);
        ended(Run.Kind.BACKUP, "busy", 1, 3);
        ended(Run.Kind.BACKUP, "quiet", 1000, 4);

        sweep();

        assertThat(journal.recent(Set.of(Run.Kind.BACKUP), "busy", 1000)).hasSize(JournalSweep.KEEP_LAST);
        assertThat(journal.recent(Set.of(Run.Kind.BACKUP), "busy", 3)).allMatch(run -> run.createdAt().isAfter(NOW.minus(Duration.ofDays(2))));
        assertThat(journal.recent(Set.of(Run.Kind.BACKUP), "quiet", 1000)).hasSize(4);
        assertThat(database.jdbc().sql("select count(*) from backup_run_log").query(Long.class).single())
                .isEqualTo(journal.recent(EnumSet.allOf(Run.Kind.class), null, 1000).size());
    }

    @Test
    void keeps_what_is_young_what_has_not_ended_and_every_restore() {
        ended(Run.Kind.VERIFY, "young", 89, JournalSweep.KEEP_LAST + 5);
        ended(Run.Kind.RESTORE, "restored", 1000, JournalSweep.KEEP_LAST + 5);
        ended(Run.Kind.BACKUP, "waits", 1000, JournalSweep.KEEP_LAST + 5);
        database.jdbc().sql("update backup_run set phase = 'WAITING', completed_at = null where plan = 'waits'").update();
        int before = journal.recent(EnumSet.allOf(Run.Kind.class), null, 1000).size();

        sweep();

        assertThat(journal.recent(EnumSet.allOf(Run.Kind.class), null, 1000)).hasSize(before);
    }

    @Test
    void forgets_the_leases_of_runs_that_have_ended() {
        ended(Run.Kind.BACKUP, "quotes", 1, 2);
        List<Run> both = journal.recent(Set.of(Run.Kind.BACKUP), null, 2);
        database.jdbc().sql("update backup_run set phase = 'RUNNING' where id = :id").param("id", both.getLast().id()).update();
        both.forEach(run -> database.jdbc().sql("insert into lease (name, owner, until, token) values (:name, 'gone', current_timestamp - interval '2' day, 7)")
                .param("name", "backup-run/" + run.id()).update());

        sweep();

        assertThat(database.jdbc().sql("select name from lease").query(String.class).list()).containsExactly("backup-run/" + both.getLast().id());
    }

    private void sweep() {
        new JournalSweep(database.jdbc(), Clock.fixed(NOW, ZoneOffset.UTC)).sweepNowAndThen();
    }

    private void ended(Run.Kind kind, String plan, int daysAgo, int count) {
        for (int i = 0; i < count; i++) {
            String id = "run-" + runs++;
            var at = JournalWriter.utc(NOW.minus(Duration.ofDays(daysAgo)).plusSeconds(i));
            database.jdbc().sql("insert into backup_run (id, kind, plan, requested_by, phase, created_at, completed_at, request)"
                            + " values (:id, :kind, :plan, 'anna', :phase, :at, :at, '{}')")
                    .param("id", id).param("kind", kind.name()).param("plan", plan).param("phase", Phase.COMPLETED.name()).param("at", at).update();
            database.jdbc().sql("insert into backup_run_log (run_id, line, at, step, text) values (:id, 1, :at, 'dump', 'said')")
                    .param("id", id).param("at", at).update();
        }
    }
}
