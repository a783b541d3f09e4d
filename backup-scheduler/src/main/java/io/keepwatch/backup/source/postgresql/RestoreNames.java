package io.keepwatch.backup.source.postgresql;

import io.keepwatch.backup.RestoreRequest.Mode;
import io.keepwatch.backup.manifest.Manifest;
import io.keepwatch.backup.source.RestoreTarget;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/// The names of a restore's databases: the same in each repeated step, in the undo, and in the clean-up.
///
/// @param live  the name that is restored
/// @param copy the new database until the swap, and after an undo; of a clone with a name of its own the same as `live`
/// @param old   the former live one after the swap
record RestoreNames(String live, String copy, String old) {

    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMddHHmmss").withZone(ZoneOffset.UTC);

    /// A clone for which another name than the backup's own was chosen gets that name and no stamp.
    static RestoreNames of(RestoreTarget target, Manifest manifest) {
        RestoreNames stamped = of(target);
        boolean chosen = target.mode() == Mode.CLONE && !target.database().equals(manifest.database().namespace());
        return chosen ? new RestoreNames(target.database(), target.database(), stamped.old()) : stamped;
    }

    static RestoreNames of(RestoreTarget target) {
        return new RestoreNames(target.database(),
                name(target.database(), "restore", target.startedAt()), name(target.database(), "old", target.startedAt()));
    }

    /// Keeps within PostgreSQL's limit by cutting the name, never the stamp: PostgreSQL itself would cut the end, and with it
    /// what tells the databases apart.
    private static String name(String database, String what, Instant at) {
        String suffix = "_" + what + "_" + STAMP.format(at);
        int room = PostgresqlSettings.LONGEST_NAME - suffix.length();
        int end = database.length();
        while (database.substring(0, end).getBytes(StandardCharsets.UTF_8).length > room) {
            end = database.offsetByCodePoints(end, -1);
        }
        return database.substring(0, end) + suffix;
    }
}
