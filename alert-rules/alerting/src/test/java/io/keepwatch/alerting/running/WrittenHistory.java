package io.keepwatch.alerting.running;

import io.keepwatch.alerting.AlertChange;
import io.keepwatch.alerting.AlertHistory;
import io.keepwatch.metadata.Lease;
import io.keepwatch.metadata.Leases;
import io.keepwatch.telemetry.series.Labels;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;

/// What became of alerts, written as rules write it.
public final class WrittenHistory {

    private final Leases leases;
    private final RuleStore store;
    private final AlertHistory history;

    public WrittenHistory(DataSource database) {
        leases = new Leases(JdbcClient.create(database), new JdbcTransactionManager(database), UUID.randomUUID().toString());
        store = new RuleStore(new JdbcTemplate(database), leases);
        history = new StoredHistory(JdbcClient.create(database));
    }

    public AlertHistory history() {
        return history;
    }

    public void append(AlertChange.Kind kind, Labels labels, SortedMap<String, String> annotations, Instant firedAt, Instant at) {
        Lease lease = leases.acquire("rule-shard/" + UUID.randomUUID(), Duration.ofMinutes(1)).orElseThrow();
        store.remove(lease, "none", List.of(new AlertChange(0, at, kind, Ids.alert("rule", labels), "rule", "file", "group", labels.get("alertname"), labels,
                new TreeMap<>(annotations), 1, firedAt, firedAt, null, "")));
    }
}
