package io.keepwatch.backup.step;

import io.keepwatch.backup.Phase;
import io.keepwatch.backup.Run;
import io.keepwatch.backup.Runs.LogLine;
import io.keepwatch.metadata.Lease;
import io.keepwatch.metadata.Leases;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Writes what happens to one run, in the name of the process that holds its lease: once another has taken it, nothing is written.
final class JournalWriter {

    private static final int LONGEST_TEXT = 4000;

    private final JdbcClient jdbc;
    private final Leases leases;
    private final Lease lease;
    private final Clock clock;
    private final String runId;

    JournalWriter(JdbcClient jdbc, Leases leases, Lease lease, Clock clock, String runId) {
        this.jdbc = jdbc;
        this.leases = leases;
        this.lease = lease;
        this.clock = clock;
        this.runId = runId;
    }

    void begin(String traceId) {
        guarded(() -> jdbc.sql("update backup_run set phase = 'RUNNING', owner = :owner, started_at = coalesce(started_at, :now),"
                        + " trace_id = coalesce(trace_id, :trace), wait_until = null, wait_reason = null where id = :id")
                .param("owner", lease.owner()).param("now", now()).param("trace", traceId).param("id", runId).update());
    }

    /// The run begins again from its first step.
    void resetSteps() {
        guarded(() -> jdbc.sql("update backup_run_step set phase = 'PENDING', started_at = null, completed_at = null, bytes = 0,"
                + " total_bytes = null, detail = null where run_id = :id").param("id", runId).update());
    }

    /// @return false when somebody has cancelled the run: the step must not begin
    boolean stepBegins(int position) {
        return guarded(() -> {
            boolean cancelled = cancelledBy(" for update").isPresent();
            if (!cancelled) {
                jdbc.sql("update backup_run_step set phase = 'RUNNING', started_at = coalesce(started_at, :now), bytes = 0"
                                + " where run_id = :id and position = :position")
                        .param("now", now()).param("id", runId).param("position", position).update();
            }
            return !cancelled;
        });
    }

    void stepEnds(int position, Phase phase) {
        guarded(() -> jdbc.sql("update backup_run_step set phase = :phase, completed_at = :now where run_id = :id and position = :position")
                .param("phase", phase.name()).param("now", now()).param("id", runId).param("position", position).update());
    }

    void waits(int position, StepResult.WaitUntil wait) {
        guarded(() -> {
            jdbc.sql("update backup_run_step set phase = 'WAITING' where run_id = :id and position = :position")
                    .param("id", runId).param("position", position).update();
            return jdbc.sql("update backup_run set phase = 'WAITING', owner = null, wait_until = :until, wait_reason = :why where id = :id")
                    .param("until", utc(wait.instant())).param("why", cut(wait.why(), 1000)).param("id", runId).update();
        });
    }

    /// Written before anything is cleared away, so that whoever takes over clears away too and does not go on.
    void problem(Run.Problem problem) {
        guarded(() -> jdbc.sql("update backup_run set error_message = :message, error_hint = :hint where id = :id")
                .param("message", cut(problem.message(), LONGEST_TEXT)).param("hint", cut(problem.hint(), LONGEST_TEXT))
                .param("id", runId).update());
    }

    void end(Phase phase) {
        guarded(() -> jdbc.sql("update backup_run set phase = :phase, owner = null, completed_at = :now, wait_until = null,"
                        + " wait_reason = null where id = :id")
                .param("phase", phase.name()).param("now", now()).param("id", runId).update());
    }

    /// Lets another process go on at once.
    void handBack() {
        guarded(() -> jdbc.sql("update backup_run set owner = null where id = :id").param("id", runId).update());
    }

    void progress(int position, Progress progress) {
        guarded(() -> jdbc.sql("update backup_run_step set bytes = :bytes, total_bytes = :total, detail = :detail"
                        + " where run_id = :id and position = :position")
                .param("bytes", progress.bytes()).param("total", progress.totalBytes()).param("detail", cut(progress.detail(), 1000))
                .param("id", runId).param("position", position).update());
    }

    void log(List<LogLine> lines) {
        guarded(() -> {
            int last = jdbc.sql("select coalesce(max(line), 0) from backup_run_log where run_id = :id").param("id", runId)
                    .query(Integer.class).single();
            for (LogLine line : lines) {
                last++;
                jdbc.sql("insert into backup_run_log (run_id, line, at, step, text) values (:id, :line, :at, :step, :text)")
                        .param("id", runId).param("line", last).param("at", utc(line.at())).param("step", line.step())
                        .param("text", cut(line.text(), LONGEST_TEXT)).update();
            }
            return last;
        });
    }

    void remember(String name, String value) {
        guarded(() -> {
            int updated = jdbc.sql("update backup_run_fact set fact = :value where run_id = :id and name = :name")
                    .param("id", runId).param("name", name).param("value", value).update();
            return updated == 1 ? 1 : jdbc.sql("insert into backup_run_fact (run_id, name, fact) values (:id, :name, :value)")
                    .param("id", runId).param("name", name).param("value", value).update();
        });
    }

    Optional<String> cancelledBy() {
        return cancelledBy("");
    }

    private Optional<String> cancelledBy(String lock) {
        return jdbc.sql("select cancel_by from backup_run where id = :id and cancel_by is not null" + lock).param("id", runId)
                .query(String.class).optional();
    }

    private <T> T guarded(Supplier<T> write) {
        return leases.guarded(lease, write);
    }

    private OffsetDateTime now() {
        return utc(clock.instant());
    }

    static OffsetDateTime utc(Instant at) {
        return OffsetDateTime.ofInstant(at.truncatedTo(ChronoUnit.MICROS), ZoneOffset.UTC);
    }

    /// Columns are bounded, and PostgreSQL takes no NUL.
    static @Nullable String cut(@Nullable String text, int longest) {
        if (text == null) {
            return null;
        }
        String clean = text.replace('\0', '?');
        if (clean.length() <= longest) {
            return clean;
        }
        int end = Character.isHighSurrogate(clean.charAt(longest - 2)) ? longest - 2 : longest - 1;
        return clean.substring(0, end) + "…";
    }
}
