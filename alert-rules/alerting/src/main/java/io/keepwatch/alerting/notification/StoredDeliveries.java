package io.keepwatch.alerting.notification;

import static io.keepwatch.metadata.Rows.instant;
import static io.keepwatch.metadata.Rows.optional;
import static io.keepwatch.metadata.Rows.utc;

import io.keepwatch.alerting.Deliveries.Scope;
import io.keepwatch.alerting.Delivery;
import io.keepwatch.alerting.Delivery.Attempt;
import io.keepwatch.alerting.routing.NotifyReason;
import io.keepwatch.alerting.routing.WatchdogRoute;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The log of deliveries as people read it.
final class StoredDeliveries {

    private static final String TROUBLED = "(state in ('REJECTED', 'EXPIRED') or state in ('WAITING', 'SENDING') and attempts > 0)";

    private final JdbcClient jdbc;

    StoredDeliveries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<Delivery> list(Scope scope) {
        var parameters = new HashMap<String, Object>(Map.of("from", utc(scope.from()), "to", utc(scope.to()), "limit", scope.limit()));
        var where = new StringBuilder("created_at >= :from and created_at < :to");
        if (scope.receiver() != null) {
            where.append(" and receiver = :receiver");
            parameters.put("receiver", scope.receiver());
        } else {
            where.append(" and receiver <> '" + WatchdogRoute.RECEIVER + "'"); // nobody is told by them
        }
        if (scope.alert() != null) {
            where.append(" and (firing like :alert escape '!' or resolved like :alert escape '!')");
            parameters.put("alert", "%" + NotificationText.of(scope.alert()).replaceAll("([!%_])", "!$1") + "%");
        }
        if (scope.onlyTroubled()) {
            where.append(" and ").append(TROUBLED);
        }
        return read("select * from delivery where " + where + " order by id desc fetch first :limit rows only", parameters);
    }

    Optional<Delivery> find(long id) {
        return read("select * from delivery where id = :id", Map.of("id", id)).stream().findFirst();
    }

    /// What could not be said, the oldest first.
    List<Delivery> unsaid(String queue, int limit) {
        return read("select * from delivery where queue = :queue and state in " + DeliveryQueue.UNSENT
                + " order by id fetch first :limit rows only", Map.of("queue", queue, "limit", limit));
    }

    /// How many wait, are being sent or were rejected.
    int unsent(String queue) {
        return jdbc.sql("select count(*) from delivery where queue = :queue and state in " + DeliveryQueue.UNSENT).param("queue", queue)
                .query(Integer.class).single();
    }

    int unsent() {
        return jdbc.sql("select count(*) from delivery where state in " + DeliveryQueue.UNSENT).query(Integer.class).single();
    }

    private List<Delivery> read(String sql, Map<String, ?> parameters) {
        List<Delivery> rows = jdbc.sql(sql).params(parameters).query((row, _) -> delivery(row)).list();
        if (rows.isEmpty()) {
            return rows;
        }
        Map<Long, List<Attempt>> attempts = new HashMap<>();
        jdbc.sql("select * from delivery_attempt where delivery_id in (:ids) order by at").param("ids", rows.stream().map(Delivery::id).toList())
                .query(row -> {
                    attempts.computeIfAbsent(row.getLong("delivery_id"), _ -> new ArrayList<>())
                            .add(new Attempt(instant(row, "at"), row.getBoolean("succeeded"), row.getString("outcome")));
                });
        return rows.stream().map(row -> with(row, attempts.getOrDefault(row.id(), List.of()))).toList();
    }

    private static Delivery with(Delivery row, List<Attempt> attempts) {
        return new Delivery(row.id(), row.groupKey(), row.receiver(), row.integration(), row.destination(), row.reason(), row.state(), row.summary(),
                row.body(), row.firing(), row.resolved(), row.createdAt(), row.nextAttempt(), row.settledAt(), row.receipt(), row.maybeRepeat(),
                row.combinedInto(), attempts);
    }

    private static Delivery delivery(ResultSet row) throws SQLException {
        Instant createdAt = instant(row, "created_at");
        return new Delivery(row.getLong("id"), row.getString("group_key"), row.getString("receiver"), row.getString("integration"),
                row.getString("destination"), NotifyReason.valueOf(row.getString("reason")), Delivery.State.valueOf(row.getString("state")),
                row.getString("summary"), row.getString("body"), NotificationText.set(row.getString("firing")),
                NotificationText.set(row.getString("resolved")), createdAt, optional(row, "next_attempt"), optional(row, "settled_at"),
                row.getString("receipt"), row.getBoolean("maybe_repeat"), row.getObject("combined_into", Long.class), List.of());
    }
}
