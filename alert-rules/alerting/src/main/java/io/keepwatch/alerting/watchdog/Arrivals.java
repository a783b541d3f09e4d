package io.keepwatch.alerting.watchdog;

import static io.keepwatch.metadata.Rows.instant;
import static io.keepwatch.metadata.Rows.utc;

import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The youngest sample that arrived, for all processes.
final class Arrivals {

    private static final int ONLY = 1;

    private final JdbcClient jdbc;

    Arrivals(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Empty before the first one.
    Optional<Instant> youngest() {
        return jdbc.sql("select sampled_at from watchdog_arrival where id = :id").param("id", ONLY)
                .query((row, _) -> instant(row, "sampled_at")).optional();
    }

    void arrived(Instant sampledAt, Instant now) {
        int known = jdbc.sql("update watchdog_arrival set sampled_at = :sampled, arrived_at = :now where id = :id")
                .param("sampled", utc(sampledAt)).param("now", utc(now)).param("id", ONLY).update();
        if (known == 0) {
            jdbc.sql("insert into watchdog_arrival (id, sampled_at, arrived_at) values (:id, :sampled, :now) on conflict do nothing")
                    .param("sampled", utc(sampledAt)).param("now", utc(now)).param("id", ONLY).update();
        }
    }
}
