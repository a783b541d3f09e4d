package io.keepwatch.backup.catalog;

import io.keepwatch.backup.Backup;
import io.keepwatch.backup.ProtectedDatabase;
import io.keepwatch.backup.Verification;
import io.keepwatch.backup.manifest.Manifest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// The table of backups and their copies. What it says of a backup's content comes from the manifest; holds, marks and proofs are its own.
public final class Catalog {

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    public Catalog(JdbcClient jdbc, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
    }

    /// The newest first; without tags, which are retention's.
    ///
    /// @param plan of this plan only; null for all
    public List<Backup> list(@Nullable String plan) {
        return plan == null
                ? query("", Map.of())
                : query(" where plan = :plan", Map.of("plan", plan));
    }

    public Optional<Backup> find(String id) {
        return query(" where id = :id", Map.of("id", id)).stream().findFirst();
    }

    /// Adds a backup, or brings what is known of it in line with its manifest; holds and marks stay.
    public void put(Manifest manifest, Verification verification, List<Backup.Copy> copies) {
        transaction.executeWithoutResult(_ -> {
            String id = manifest.backupId();
            if (jdbc.sql("select id from backup where id = :id for update").param("id", id).query(String.class).optional().isEmpty()) {
                insert(manifest, verification);
            } else {
                verified(id, verification);
            }
            jdbc.sql("delete from backup_copy where backup_id = :id").param("id", id).update();
            copies.forEach(copy -> insert(id, copy));
        });
    }

    /// What was found out about a copy.
    public void copyIs(String id, String target, Backup.Copy.State state, @Nullable String detail) {
        jdbc.sql("update backup_copy set state = :state, detail = :detail where backup_id = :id and target = :target")
                .param("state", state.name()).param("detail", cut(detail)).param("id", id).param("target", target).update();
    }

    public void verified(String id, Verification verification) {
        jdbc.sql("update backup set verification_level = :level, verification_state = :state, verified_at = :at,"
                        + " verification_detail = :detail where id = :id")
                .param("level", verification.level().name()).param("state", verification.state().name())
                .param("at", utc(verification.at())).param("detail", cut(verification.detail())).param("id", id).update();
    }

    /// @return false when there is no such backup
    public boolean hold(String id, Backup.Hold hold) {
        return jdbc.sql("update backup set held_by = :by, held_why = :why, held_since = :since, delete_after = null where id = :id")
                .param("by", hold.who()).param("why", hold.why()).param("since", utc(hold.since())).param("id", id).update() == 1;
    }

    /// @return false when there is no such backup
    public boolean release(String id) {
        return jdbc.sql("update backup set held_by = null, held_why = null, held_since = null where id = :id").param("id", id).update() == 1;
    }

    /// Marks a backup for deletion, unless somebody holds it.
    ///
    /// @return whether it is marked
    public boolean deleteAfter(String id, Instant instant) {
        return jdbc.sql("update backup set delete_after = :after where id = :id and held_by is null")
                .param("after", utc(instant)).param("id", id).update() == 1;
    }

    /// Takes the mark of deletion back.
    public void keep(String id) {
        jdbc.sql("update backup set delete_after = null where id = :id").param("id", id).update();
    }

    /// From now on a copy cannot be restored any more, for its deletion begins.
    ///
    /// @return false when the backup is not marked any more, or somebody holds it
    public boolean beginDeletion(String id, String target, String detail) {
        return Boolean.TRUE.equals(transaction.execute(_ -> {
            boolean may = jdbc.sql("select id from backup where id = :id and held_by is null and delete_after is not null for update")
                    .param("id", id).query(String.class).optional().isPresent();
            if (may) {
                copyIs(id, target, Backup.Copy.State.MISSING, detail);
            }
            return may;
        }));
    }

    /// Forgets a backup whose objects are gone.
    public void remove(String id) {
        jdbc.sql("delete from backup where id = :id").param("id", id).update();
    }

    private void insert(Manifest manifest, Verification verification) {
        ProtectedDatabase database = manifest.database();
        jdbc.sql("insert into backup (id, plan, source_type, db_system, server_address, server_port, db_namespace, started_at,"
                        + " snapshot_at, completed_at, bytes, verification_level, verification_state, verified_at, verification_detail)"
                        + " values (:id, :plan, :type, :system, :address, :port, :namespace, :started, :snapshot, :completed, :bytes,"
                        + " :level, :state, :at, :detail)")
                .param("id", manifest.backupId()).param("plan", manifest.plan()).param("type", manifest.sourceType())
                .param("system", database.system()).param("address", database.address()).param("port", database.port())
                .param("namespace", database.namespace()).param("started", utc(manifest.startedAt()))
                .param("snapshot", utc(manifest.snapshotAt())).param("completed", utc(manifest.completedAt()))
                .param("bytes", manifest.parts().stream().mapToLong(Manifest.Part::storedBytes).sum())
                .param("level", verification.level().name()).param("state", verification.state().name())
                .param("at", utc(verification.at())).param("detail", cut(verification.detail()))
                .update();
    }

    private void insert(String id, Backup.Copy copy) {
        jdbc.sql("insert into backup_copy (backup_id, target, path, storage_class, state, detail)"
                        + " values (:id, :target, :path, :class, :state, :detail)")
                .param("id", id).param("target", copy.target()).param("path", copy.path()).param("class", copy.storageClass())
                .param("state", copy.state().name()).param("detail", cut(copy.detail())).update();
    }

    private List<Backup> query(String where, Map<String, ?> parameters) {
        return transaction.execute(_ -> {
            Map<String, List<Backup.Copy>> copies = copies(where, parameters);
            return jdbc.sql("select * from backup" + where + " order by started_at desc, id desc").params(parameters)
                    .query((row, _) -> backup(row, copies.getOrDefault(row.getString("id"), List.of()))).list();
        });
    }

    private Map<String, List<Backup.Copy>> copies(String where, Map<String, ?> parameters) {
        record Row(String backup, Backup.Copy copy) {}
        return jdbc.sql("select * from backup_copy where backup_id in (select id from backup" + where + ") order by backup_id, target")
                .params(parameters)
                .query((row, _) -> new Row(row.getString("backup_id"), new Backup.Copy(row.getString("target"), row.getString("path"),
                        row.getString("storage_class"), Backup.Copy.State.valueOf(row.getString("state")), row.getString("detail"))))
                .list().stream()
                .collect(Collectors.groupingBy(Row::backup, Collectors.mapping(Row::copy, Collectors.toList())));
    }

    private static Backup backup(ResultSet row, List<Backup.Copy> copies) throws SQLException {
        var database = new ProtectedDatabase(
                row.getString("db_system"), row.getString("server_address"), row.getInt("server_port"), row.getString("db_namespace"));
        var verification = new Verification(Verification.Level.valueOf(row.getString("verification_level")),
                Verification.State.valueOf(row.getString("verification_state")), instant(row, "verified_at"), row.getString("verification_detail"));
        Instant heldSince = instant(row, "held_since");
        var hold = heldSince == null ? null : new Backup.Hold(row.getString("held_by"), row.getString("held_why"), heldSince);
        return new Backup(row.getString("id"), row.getString("plan"), database, row.getObject("started_at", OffsetDateTime.class).toInstant(),
                row.getObject("completed_at", OffsetDateTime.class).toInstant(), row.getLong("bytes"), Set.of(), verification, hold,
                instant(row, "delete_after"), copies);
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant at) {
        return at == null ? null : OffsetDateTime.ofInstant(at.truncatedTo(ChronoUnit.MICROS), ZoneOffset.UTC);
    }

    private static @Nullable String cut(@Nullable String text) {
        return text == null || text.length() <= 2000 ? text : text.substring(0, 1999) + "…";
    }
}
