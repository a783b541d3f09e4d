package io.keepwatch.backup.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.backup.Backup;
import io.keepwatch.backup.Phase;
import io.keepwatch.backup.PlanStatus.State;
import io.keepwatch.backup.ProtectedDatabase;
import io.keepwatch.backup.Run;
import io.keepwatch.backup.Verification;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The sentences that answer "can we get it back?".
class VerdictTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final Duration DAILY = Duration.ofHours(24);

    @Test
    void a_young_backup_protects() {
        assertThat(verdict(good(Duration.ofMinutes(31)), null, null)).isEqualTo(new Verdict(State.PROTECTED,
                "The newest good backup is of 2026-11-21 12:29 Europe/Paris, 31 min ago"));
    }

    @Test
    void an_old_one_is_overdue_once_the_next_could_have_been_made() {
        Duration grace = Duration.ofHours(2); // a tenth of the interval, two hours at most; and the minute that the last one took

        assertThat(verdict(good(DAILY.plus(grace).plusMinutes(1)), null, null).state()).isEqualTo(State.PROTECTED);
        assertThat(verdict(good(DAILY.plus(grace).plusMinutes(2)), null, null)).isEqualTo(new Verdict(State.OVERDUE,
                "The newest good backup is of 2026-11-20 10:58 Europe/Paris, 26 h ago, while the schedule promises one every 24 h"));
    }

    @Test
    void a_backup_every_few_minutes_has_five_minutes_of_grace() {
        Duration often = Duration.ofMinutes(3);

        assertThat(verdict(often, good(Duration.ofMinutes(9)), null, null).state()).isEqualTo(State.PROTECTED);
        assertThat(verdict(often, good(Duration.ofMinutes(10)), null, null).state()).isEqualTo(State.OVERDUE);
    }

    @Test
    void an_overdue_one_says_also_what_failed() {
        assertThat(verdict(good(Duration.ofDays(3)), run(Phase.FAILED, Duration.ofHours(1)), null)).isEqualTo(new Verdict(State.OVERDUE,
                "The newest good backup is of 2026-11-18 13:00 Europe/Paris, 3 days ago, while the schedule promises one every 24 h;"
                        + " the last run failed: Cannot reach the database"));
    }

    @Test
    void a_failure_after_the_newest_backup_counts_and_an_older_one_does_not() {
        assertThat(verdict(good(Duration.ofHours(3)), run(Phase.FAILED, Duration.ofHours(1)), null)).isEqualTo(new Verdict(State.FAILED,
                "The last run failed: Cannot reach the database. The newest good backup is of 2026-11-21 10:00 Europe/Paris, 3 h ago"));
        assertThat(verdict(good(Duration.ofHours(3)), run(Phase.FAILED, Duration.ofHours(4)), null).state()).isEqualTo(State.PROTECTED);
        assertThat(verdict(good(Duration.ofHours(3)), run(Phase.CANCELLED, Duration.ofHours(1)), null).state()).isEqualTo(State.PROTECTED);
    }

    @Test
    void without_any_backup_it_says_whether_one_is_made_is_to_come_or_has_failed() {
        assertThat(verdict(null, null, null)).isEqualTo(new Verdict(State.NEW, "There is no backup yet; the first run is still to come"));
        assertThat(verdict(null, null, run(Phase.RUNNING, Duration.ZERO))).isEqualTo(new Verdict(State.NEW, "The first backup is being made"));
        assertThat(verdict(null, run(Phase.FAILED, Duration.ofHours(1)), null)).isEqualTo(new Verdict(State.FAILED,
                "There is no good backup yet, and the last run failed: Cannot reach the database"));
    }

    private static Verdict verdict(@Nullable Backup newest, @Nullable Run last, @Nullable Run active) {
        return verdict(DAILY, newest, last, active);
    }

    private static Verdict verdict(Duration every, @Nullable Backup newest, @Nullable Run last, @Nullable Run active) {
        return Verdict.of(ZoneId.of("Europe/Paris"), NOW, every, Optional.ofNullable(newest), Optional.ofNullable(last), Optional.ofNullable(active));
    }

    private static Backup good(Duration age) {
        Instant at = NOW.minus(age);
        return new Backup("b", "quotes", new ProtectedDatabase("postgresql", "db", 5432, "quotes"), at, at.plusSeconds(60), 1, Set.of(),
                new Verification(Verification.Level.READABLE, Verification.State.OK, at, null), null, null,
                List.of(new Backup.Copy("local", "v1/b", "STANDARD", Backup.Copy.State.STORED, null)));
    }

    private static Run run(Phase phase, Duration age) {
        Instant at = NOW.minus(age);
        return new Run("r", Run.Kind.BACKUP, "quotes", null, "schedule", null, phase, at, at, phase.isEnd() ? at : null, null, null, null,
                phase == Phase.FAILED ? new Run.Problem("Cannot reach the database", "Look at the server") : null, null, List.of());
    }
}
