package io.keepwatch.alerting.silencing;

import io.keepwatch.access.Actor;
import io.keepwatch.alerting.Silences;
import io.keepwatch.alerting.routing.MatcherText;
import io.keepwatch.alerting.routing.Silence;
import io.keepwatch.alerting.routing.Silence.State;
import io.keepwatch.audit.AuditLog;
import io.keepwatch.telemetry.series.LabelMatcher;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// Each change stands in the audit log if and only if it was made.
final class StoredSilences implements Silences {

    static final Duration RETENTION = Duration.ofHours(120);

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<List<StoredMatcher>> MATCHERS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final AuditLog audit;
    private final Clock clock;

    private record StoredMatcher(String label, LabelMatcher.Operator operator, String value) {}

    StoredSilences(JdbcClient jdbc, PlatformTransactionManager transactions, AuditLog audit, Clock clock) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    public List<Silence> all() {
        Instant now = clock.instant();
        Comparator<Silence> bySoonest = Comparator.comparing(silence -> switch (silence.state(now)) {
            case ACTIVE -> Duration.between(now, silence.endsAt());
            case PENDING -> Duration.between(now, silence.startsAt());
            case EXPIRED -> Duration.between(silence.endsAt(), now);
        });
        return jdbc.sql("select * from silence where ends_at > :forgotten").param("forgotten", utc(now.minus(RETENTION)))
                .query((row, _) -> silence(row)).list().stream()
                .sorted(Comparator.comparing((Silence silence) -> rank(silence.state(now))).thenComparing(bySoonest).thenComparing(Silence::id)).toList();
    }

    private static int rank(State state) {
        return switch (state) {
            case ACTIVE -> 0;
            case PENDING -> 1;
            case EXPIRED -> 2;
        };
    }

    @Override
    public Optional<Silence> find(String id) {
        return jdbc.sql("select * from silence where id = :id and ends_at > :forgotten").param("id", id)
                .param("forgotten", utc(now().minus(RETENTION))).query((row, _) -> silence(row)).optional();
    }

    @Override
    public Silence save(Silence silence, Actor actor) {
        silence.check();
        if (!silence.endsAt().isAfter(now())) {
            throw new IllegalArgumentException("end time can't be in the past");
        }
        return transaction.execute(_ -> {
            Instant now = now();
            forget(now);
            if (silence.id().isEmpty()) {
                return create(silence, now, actor);
            }
            Silence before = locked(silence.id());
            if (canBecome(before, silence, now)) {
                return change(silence, now, actor);
            }
            if (before.state(now) != State.EXPIRED) {
                end(before, now, actor);
            }
            return create(silence, now, actor);
        });
    }

    @Override
    public void expire(String id, Actor actor) {
        transaction.executeWithoutResult(_ -> {
            Instant now = now();
            forget(now);
            Silence silence = locked(id);
            if (silence.state(now) != State.EXPIRED) {
                end(silence, now, actor);
            }
        });
    }

    /// As in Alertmanager: what it matches never changes, and what has begun keeps its start.
    private static boolean canBecome(Silence before, Silence after, Instant now) {
        return before.matchers().equals(after.matchers()) && switch (before.state(now)) {
            case ACTIVE -> before.startsAt().getEpochSecond() == after.startsAt().getEpochSecond();
            case PENDING -> !after.startsAt().isBefore(now);
            case EXPIRED -> false;
        };
    }

    private Silence create(Silence silence, Instant now, Actor actor) {
        Instant start = silence.startsAt().isBefore(now) ? now : silence.startsAt();
        var created = new Silence(UUID.randomUUID().toString(), silence.matchers(), micros(start), micros(silence.endsAt()), now,
                text(silence.createdBy()), text(silence.comment()));
        write("insert into silence (id, matchers, starts_at, ends_at, updated_at, created_by, comment)"
                + " values (:id, :matchers, :starts, :ends, :updated, :by, :comment)", created);
        audit.append(actor.did("silence.created", created.id(), detail(created)));
        return created;
    }

    private Silence change(Silence silence, Instant now, Actor actor) {
        var changed = new Silence(silence.id(), silence.matchers(), micros(silence.startsAt()), micros(silence.endsAt()), now,
                text(silence.createdBy()), text(silence.comment()));
        update(changed);
        audit.append(actor.did("silence.changed", changed.id(), detail(changed)));
        return changed;
    }

    private void end(Silence silence, Instant now, Actor actor) {
        Instant start = silence.startsAt().isAfter(now) ? now : silence.startsAt();
        var ended = new Silence(silence.id(), silence.matchers(), start, now, now, silence.createdBy(), silence.comment());
        update(ended);
        audit.append(actor.did("silence.expired", ended.id(), detail(ended)));
    }

    private void update(Silence silence) {
        write("update silence set matchers = :matchers, starts_at = :starts, ends_at = :ends, updated_at = :updated, created_by = :by,"
                + " comment = :comment where id = :id", silence);
    }

    private void write(String sql, Silence silence) {
        List<StoredMatcher> matchers = silence.matchers().stream()
                .map(matcher -> new StoredMatcher(matcher.label(), matcher.operator(), matcher.value())).toList();
        jdbc.sql(sql).param("id", silence.id()).param("matchers", JSON.writeValueAsString(matchers)).param("starts", utc(silence.startsAt()))
                .param("ends", utc(silence.endsAt())).param("updated", utc(silence.updatedAt())).param("by", silence.createdBy())
                .param("comment", silence.comment()).update();
    }

    private void forget(Instant now) {
        jdbc.sql("delete from silence where ends_at <= :forgotten").param("forgotten", utc(now.minus(RETENTION))).update();
    }

    private Silence locked(String id) {
        return jdbc.sql("select * from silence where id = :id for update").param("id", id).query((row, _) -> silence(row)).optional()
                .orElseThrow(() -> new NoSuchElementException("silence not found"));
    }

    private static Silence silence(ResultSet row) throws SQLException {
        List<LabelMatcher> matchers = JSON.readValue(row.getString("matchers"), MATCHERS).stream()
                .map(matcher -> new LabelMatcher(matcher.label, matcher.operator, matcher.value)).toList();
        return new Silence(row.getString("id"), matchers, instant(row, "starts_at"), instant(row, "ends_at"), instant(row, "updated_at"),
                row.getString("created_by"), row.getString("comment"));
    }

    private static Map<String, String> detail(Silence silence) {
        return Map.of("matchers", MatcherText.write(silence.matchers()), "from", silence.startsAt().toString(), "until", silence.endsAt().toString(),
                "createdBy", silence.createdBy(), "comment", silence.comment());
    }

    /// PostgreSQL takes no NUL.
    private static String text(String text) {
        return text.replace('\0', '?');
    }

    private Instant now() {
        return micros(clock.instant());
    }

    private static Instant micros(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MICROS);
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static OffsetDateTime utc(Instant instant) {
        return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
    }
}
