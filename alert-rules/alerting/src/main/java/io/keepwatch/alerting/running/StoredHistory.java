package io.keepwatch.alerting.running;

import static io.keepwatch.metadata.Rows.instant;
import static io.keepwatch.metadata.Rows.optional;
import static io.keepwatch.metadata.Rows.utc;

import io.keepwatch.alerting.AlertChange;
import io.keepwatch.alerting.AlertChange.Kind;
import io.keepwatch.alerting.AlertEpisode;
import io.keepwatch.alerting.AlertHistory;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/// What became of alerts, as it was written with their states.
final class StoredHistory implements AlertHistory {

    private final JdbcClient jdbc;
    private final StoredText text = new StoredText();

    StoredHistory(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<AlertChange> changes(Scope scope) {
        return list("at >= :from and at < :to", scope, Map.of("from", utc(scope.from()), "to", utc(scope.to())));
    }

    /// Those that ended after `from` began before it or after; of those that still fire, the last change tells.
    @Override
    public List<AlertEpisode> episodes(Scope scope) {
        Stream<AlertEpisode> ended = list("kind = 'RESOLVED' and at >= :from and fired_at < :to", scope,
                Map.of("from", utc(scope.from()), "to", utc(scope.to()))).stream().map(change -> new AlertEpisode(change, change.at()));
        Stream<AlertEpisode> going = list("fired_at < :to and exists (select 1 from rule_alert alert where alert.id = alert_change.alert_id"
                + " and alert.state = 'FIRING') and position = (select max(other.position) from alert_change other"
                + " where other.alert_id = alert_change.alert_id)", scope, Map.of("to", utc(scope.to()))).stream()
                .map(change -> new AlertEpisode(change, null));
        return Stream.concat(ended, going).sorted(Comparator.comparing(AlertEpisode::firedAt).reversed()).limit(scope.limit()).toList();
    }

    @Override
    public List<AlertChange> after(long position, int limit) {
        return jdbc.sql("select * from alert_change where position > :position order by position fetch first :limit rows only")
                .param("position", position).param("limit", limit).query((row, _) -> change(row)).list();
    }

    /// Removes what is older, but for the last change of what still fires.
    int forgetBefore(Instant then) {
        return jdbc.sql("delete from alert_change where at < :then and not exists (select 1 from rule_alert alert"
                        + " where alert.id = alert_change.alert_id and alert.state = 'FIRING' and alert.fired_at = alert_change.fired_at)")
                .param("then", utc(then)).update();
    }

    /// Removes what is beyond the newest ones, however young it is: a rule whose alerts come and go must not fill the disk.
    int forgetBeyond(long most) {
        return jdbc.sql("delete from alert_change where position <= (select max(last) from alert_position) - :most")
                .param("most", most).update();
    }

    private List<AlertChange> list(String where, Scope scope, Map<String, ?> more) {
        var parameters = new HashMap<String, Object>(more);
        var conditions = new StringBuilder(where);
        if (scope.ruleId() != null) {
            conditions.append(" and rule_id = :rule");
            parameters.put("rule", scope.ruleId());
        }
        if (scope.alertId() != null) {
            conditions.append(" and alert_id = :alert");
            parameters.put("alert", scope.alertId());
        }
        return jdbc.sql("select * from alert_change where " + conditions + " order by at desc, position desc fetch first :limit rows only")
                .params(parameters).param("limit", scope.limit()).query((row, _) -> change(row)).list();
    }

    private AlertChange change(ResultSet row) throws SQLException {
        return new AlertChange(row.getLong("position"), instant(row, "at"), Kind.valueOf(row.getString("kind")), row.getString("alert_id"),
                row.getString("rule_id"), row.getString("file"), row.getString("group_name"), row.getString("rule"),
                text.labels(row.getString("labels")), text.texts(row.getString("annotations")), Double.longBitsToDouble(row.getLong("value_bits")),
                instant(row, "active_at"), instant(row, "fired_at"), optional(row, "no_data_since"), row.getString("cause"));
    }
}
