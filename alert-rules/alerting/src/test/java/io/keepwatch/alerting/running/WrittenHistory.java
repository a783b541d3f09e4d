package io.keepwatch.alerting.running;

import io.keepwatch.alerting.AlertChange;
import io.keepwatch.alerting.AlertHistory;
import io.keepwatch.metadata.Lease;
import io.keepwatch.metadata.Leases;
import io.keepwatch.metadata.TestDatabase;
import io.keepwatch.telemetry.series.Labels;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;

/// What became of alerts, written as rules write it.
public final class WrittenHistory {

    private final Leases leases;
    private final RuleStore store;
    private final AlertHistory history;

    public WrittenHistory(TestDatabase database) {
        leases = new Leases(database.jdbc(), database.transactions(), UUID.randomUUID().toString());
        store = new RuleStore(new JdbcTemplate(database.dataSource()), leases);
        history = new StoredHistory(database.jdbc());
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
