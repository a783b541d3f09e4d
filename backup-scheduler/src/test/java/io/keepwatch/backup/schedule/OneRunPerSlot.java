package io.keepwatch.backup.schedule;

import io.keepwatch.backup.run.SlotStarter;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Writes a slot's run down as the product does, and does nothing for it.
final class OneRunPerSlot implements SlotStarter {

    private final JdbcClient jdbc;
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private volatile boolean broken;

    OneRunPerSlot(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Optional<String> start(String plan, String slot) {
        if (broken) {
            throw new IllegalStateException("the database of runs is away");
        }
        asked.add(plan + " " + slot);
        String id = UUID.randomUUID().toString();
        int rows = jdbc.sql("insert into backup_run (id, kind, plan, slot, requested_by, phase, created_at, request)"
                        + " values (:id, 'BACKUP', :plan, :slot, 'schedule', 'COMPLETED', :at, '') on conflict do nothing")
                .param("id", id).param("plan", plan).param("slot", slot)
                .param("at", OffsetDateTime.ofInstant(Instant.EPOCH, ZoneOffset.UTC)).update();
        return rows == 1 ? Optional.of(id) : Optional.empty();
    }

    void broken(boolean is) {
        broken = is;
    }

    List<String> asked() {
        return List.copyOf(asked);
    }

    /// The slots that got a run, from whichever process.
    List<String> run() {
        return jdbc.sql("select slot from backup_run order by slot").query(String.class).list();
    }
}
