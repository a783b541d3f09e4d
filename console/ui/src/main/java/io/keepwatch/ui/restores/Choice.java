package io.keepwatch.ui.restores;

import io.keepwatch.backup.Backup;
import io.keepwatch.backup.RestoreRequest;
import io.keepwatch.backup.RestoreRequest.Mode;
import io.keepwatch.ui.backups.Where;
import io.keepwatch.ui.page.PageContext;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What a person has chosen so far, as it stands in the URL: a pasted link shows a colleague the same pre-flight.
///
/// @param server   null for the plan's own
/// @param database what the restored database will be called
record Choice(Mode mode, @Nullable String server, String database) {

    static final String MODE = "mode";
    static final String SERVER = "server";
    static final String DATABASE = "database";
    static final String POINT = Where.POINT;

    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd_HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);
    /// In bytes; PostgreSQL cuts longer names.
    private static final int LONGEST_NAME = 63;

    static Choice of(PageContext page, Backup point) {
        Mode mode = page.parameter(MODE, "swap").equals("clone") ? Mode.CLONE : Mode.SWAP;
        return new Choice(mode, page.parameter(SERVER).orElse(null), page.parameter(DATABASE).orElseGet(() -> proposal(mode, point)));
    }

    /// The live name for a swap; for a clone a name that tells the moment.
    static String proposal(Mode mode, Backup point) {
        String name = point.database().namespace();
        if (mode == Mode.SWAP) {
            return name;
        }
        String stamp = "_" + STAMP.format(point.startedAt());
        int end = name.length();
        while (name.substring(0, end).getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME - stamp.length()) {
            end = name.offsetByCodePoints(end, -1);
        }
        return name.substring(0, end) + stamp;
    }

    /// To look with.
    RestoreRequest request(Backup point) {
        return new RestoreRequest(point.id(), mode, server, database, null, null, null);
    }

    /// To start with.
    RestoreRequest request(Backup point, String confirm, @Nullable String reason, String planHash) {
        return new RestoreRequest(point.id(), mode, server, database, confirm, reason == null || reason.isBlank() ? null : reason.strip(), planHash);
    }
}
