package io.keepwatch.backup.step;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Forgets runs that ended long ago. Restores stay: they tell what was set aside, and until when it can be taken back.
final class JournalSweep {

    static final Duration KEEP = Duration.ofDays(90);
    /// Of each kind and plan, however old.
    static final int KEEP_LAST = 100;
    private static final Duration EVERY = Duration.ofHours(6);

    private final JdbcClient jdbc;
    private final Clock clock;
    private Instant next = Instant.MIN;

    JournalSweep(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /// Looks into the clock, and seldom does more.
    void sweepNowAndThen() {
        Instant now = clock.instant();
        if (!now.isBefore(next)) {
            next = now.plus(EVERY);
            sweep(now);
        }
    }

    private void sweep(Instant now) {
        jdbc.sql("""
                delete from backup_run where id in (
                    select id from (
                        select id, completed_at, row_number() over (partition by kind, plan order by created_at desc, id desc) as place
                        from backup_run where kind <> 'RESTORE' and phase not in (:active)) ended
                    where place > :last and completed_at < :before)""")
                .param("active", RunJournal.ACTIVE).param("last", KEEP_LAST).param("before", JournalWriter.utc(now.minus(KEEP))).update();
        // nobody takes the lease of a run that has ended, so that its next holder's token cannot be one that was given out before
        jdbc.sql("""
                delete from lease where name like 'backup-run/%' and until < current_timestamp - interval '1' day
                and not exists (select 1 from backup_run where 'backup-run/' || backup_run.id = lease.name and phase in (:active))""")
                .param("active", RunJournal.ACTIVE).update();
    }
}
