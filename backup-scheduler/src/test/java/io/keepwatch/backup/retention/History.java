package io.keepwatch.backup.retention;

import io.keepwatch.backup.Backup;
import io.keepwatch.backup.Backup.Copy;
import io.keepwatch.backup.ProtectedDatabase;
import io.keepwatch.backup.Verification;
import io.keepwatch.backup.manifest.BackupLayout;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Backups as a catalog lists them.
final class History {

    static final String PLAN = "quotes";
    static final ProtectedDatabase QUOTES = new ProtectedDatabase("postgresql", "db", 5432, "quotes");
    static final ProtectedDatabase ORDERS = new ProtectedDatabase("postgresql", "db", 5432, "orders");

    enum Fate { VERIFIED, STORED, BROKEN, LOST }

    private History() {}

    static Backup backup(String at) {
        return backup(at, Fate.VERIFIED);
    }

    static Backup backup(String at, Fate fate) {
        return backup(at, fate, QUOTES);
    }

    static Backup backup(String at, Fate fate, ProtectedDatabase database) {
        return backup(Instant.parse(at), fate, database, null);
    }

    static Backup held(String at) {
        return backup(Instant.parse(at), Fate.VERIFIED, QUOTES, new Backup.Hold("ada", "investigation", Instant.parse(at)));
    }

    static Backup backup(Instant at, Fate fate, ProtectedDatabase database, Backup.@Nullable Hold hold) {
        String id = BackupLayout.backupId(PLAN, at, database.namespace());
        var verification = switch (fate) {
            case VERIFIED, LOST -> new Verification(Verification.Level.READABLE, Verification.State.OK, at, null);
            case STORED -> new Verification(Verification.Level.STORED, Verification.State.OK, at, null);
            case BROKEN -> new Verification(Verification.Level.CHECKSUM, Verification.State.FAILED, at, "bit flip");
        };
        var copy = new Copy("local", BackupLayout.folder(PLAN, id), "STANDARD",
                fate == Fate.LOST ? Copy.State.MISSING : Copy.State.STORED, null);
        return new Backup(id, PLAN, database, at, at.plusSeconds(60), 1000, Set.of(), verification, hold, null, List.of(copy));
    }
}
