package io.keepwatch.backup.schedule;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The table of what is due next, plan by plan.
final class DueSlots {

    /// @param schedule and `timeZone` that `due` was found by
    record DueSlot(String plan, String schedule, String timeZone, Instant due) {}

    private final JdbcClient jdbc;

    DueSlots(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<DueSlot> of(String plan) {
        return jdbc.sql("select plan, schedule, time_zone, due from backup_slot where plan = :plan").param("plan", plan)
                .query((row, _) -> new DueSlot(row.getString("plan"), row.getString("schedule"), row.getString("time_zone"),
                        row.getObject("due", OffsetDateTime.class).toInstant()))
                .optional();
    }

    /// Another process may be the first; then its row stays.
    void add(DueSlot slot) {
        jdbc.sql("insert into backup_slot (plan, schedule, time_zone, due) values (:plan, :schedule, :zone, :due) on conflict do nothing")
                .param("plan", slot.plan()).param("schedule", slot.schedule()).param("zone", slot.timeZone()).param("due", utc(slot.due()))
                .update();
    }

    /// Moves on from `seen`, unless another process has done so.
    void replace(DueSlot seen, DueSlot next) {
        jdbc.sql("update backup_slot set schedule = :schedule, time_zone = :zone, due = :due where plan = :plan and due = :seen")
                .param("schedule", next.schedule()).param("zone", next.timeZone()).param("due", utc(next.due()))
                .param("plan", seen.plan()).param("seen", utc(seen.due()))
                .update();
    }

    void remove(String plan) {
        jdbc.sql("delete from backup_slot where plan = :plan").param("plan", plan).update();
    }

    private static OffsetDateTime utc(Instant at) {
        return OffsetDateTime.ofInstant(at, ZoneOffset.UTC);
    }
}
