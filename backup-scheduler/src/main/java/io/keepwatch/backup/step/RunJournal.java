package io.keepwatch.backup.step;

import io.keepwatch.backup.Phase;
import io.keepwatch.backup.Run;
import io.keepwatch.backup.RunStep;
import io.keepwatch.backup.Runs.LogLine;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Reads what is written of runs, whichever process works on them.
public final class RunJournal {

    static final Set<String> ACTIVE = Set.of(Phase.PENDING.name(), Phase.RUNNING.name(), Phase.WAITING.name());

    private final JdbcClient jdbc;

    public RunJournal(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public Optional<Run> find(String id) {
        return list("where id = :id", Map.of("id", id), 1).stream().findFirst();
    }

    /// The newest first.
    ///
    /// @param plan null for all
    public List<Run> recent(Set<Run.Kind> kinds, @Nullable String plan, int limit) {
        var parameters = new HashMap<String, Object>();
        parameters.put("kinds", kinds.stream().map(Enum::name).toList());
        if (plan != null) {
            parameters.put("plan", plan);
        }
        return list("where kind in (:kinds)" + (plan == null ? "" : " and plan = :plan"), parameters, limit);
    }

    /// The runs that have not ended, the newest first.
    public List<Run> active() {
        return list("where phase in (:active)", Map.of("active", ACTIVE), Integer.MAX_VALUE);
    }

    /// What was asked for when the run was started, as JSON.
    public String request(String id) {
        return jdbc.sql("select request from backup_run where id = :id").param("id", id).query(String.class).single();
    }

    public List<LogLine> log(String id) {
        return jdbc.sql("select at, step, text from backup_run_log where run_id = :id order by line").param("id", id)
                .query((row, _) -> new LogLine(instant(row, "at"), row.getString("step"), row.getString("text"))).list();
    }

    /// What its steps have remembered under `name`.
    public Optional<String> fact(String id, String name) {
        return jdbc.sql("select fact from backup_run_fact where run_id = :id and name = :name").param("id", id).param("name", name)
                .query(String.class).optional();
    }

    private List<Run> list(String where, Map<String, ?> parameters, int limit) {
        List<Run> runs = jdbc.sql("select * from backup_run " + where
                        + " order by created_at desc, id desc fetch first :limit rows only")
                .params(parameters).param("limit", limit).query(RunJournal::run).list();
        Map<String, List<RunStep>> steps = steps(runs.stream().map(Run::id).toList());
        return runs.stream().map(run -> with(run, steps.getOrDefault(run.id(), List.of()))).toList();
    }

    private Map<String, List<RunStep>> steps(List<String> ids) {
        record Row(String runId, RunStep step) {}
        if (ids.isEmpty()) {
            return Map.of();
        }
        return jdbc.sql("select * from backup_run_step where run_id in (:ids) order by run_id, position").param("ids", ids)
                .query((row, _) -> new Row(row.getString("run_id"), step(row))).list().stream()
                .collect(Collectors.groupingBy(Row::runId, Collectors.mapping(Row::step, Collectors.toList())));
    }

    private static RunStep step(ResultSet row) throws SQLException {
        return new RunStep(row.getString("name"), row.getString("description"), Phase.valueOf(row.getString("phase")),
                instantOrNull(row, "started_at"), instantOrNull(row, "completed_at"), row.getLong("bytes"),
                row.getObject("total_bytes", Long.class), row.getString("detail"));
    }

    private static Run run(ResultSet row, int number) throws SQLException {
        String message = row.getString("error_message");
        Phase phase = Phase.valueOf(row.getString("phase"));
        return new Run(row.getString("id"), Run.Kind.valueOf(row.getString("kind")), row.getString("plan"), row.getString("slot"),
                row.getString("requested_by"), row.getString("owner"), phase, instant(row, "created_at"),
                instantOrNull(row, "started_at"), instantOrNull(row, "completed_at"), instantOrNull(row, "wait_until"),
                row.getString("wait_reason"), row.getString("backup_id"),
                message == null ? null : new Run.Problem(message, row.getString("error_hint")), row.getString("trace_id"), List.of());
    }

    private static Run with(Run run, List<RunStep> steps) {
        return new Run(run.id(), run.kind(), run.plan(), run.slot(), run.requestedBy(), run.owner(), run.phase(), run.createdAt(),
                run.startedAt(), run.completedAt(), run.waitUntil(), run.waitReason(), run.backupId(), run.problem(), run.traceId(), steps);
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static @Nullable Instant instantOrNull(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
