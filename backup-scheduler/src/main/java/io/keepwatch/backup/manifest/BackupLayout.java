package io.keepwatch.backup.manifest;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/// Where a backup's objects lie in a target: all paths are made here.
///
///     v1/<plan>/<yyyy>/<mm>/<backupId>/database.dump, globals.sql, … and, last, manifest.json
///     v1/<plan>/intent-<runId>.json              while a backup is being written
public final class BackupLayout {

    public static final String ROOT = "v1/";
    private static final String MANIFEST = "/manifest.json";
    private static final DateTimeFormatter SECOND = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private BackupLayout() {}

    /// Ids of one plan sort by time.
    public static String backupId(String plan, Instant startedAt, String random) {
        return plan + "-" + SECOND.format(startedAt) + "-" + random;
    }

    /// All backups of a plan.
    public static String plan(String plan) {
        return ROOT + plan + "/";
    }

    /// The folder of a backup, without a slash at its end.
    public static String folder(String plan, String backupId) {
        String at = backupId.substring(plan.length() + 1);
        return plan(plan) + at.substring(0, 4) + "/" + at.substring(4, 6) + "/" + backupId;
    }

    public static String part(String folder, String name) {
        return folder + "/" + name;
    }

    public static String manifest(String folder) {
        return folder + MANIFEST;
    }

    /// Says that the run is writing a backup of the plan; belongs to no backup.
    public static String intent(String plan, String runId) {
        return intents(plan) + runId + ".json";
    }

    /// All that say so.
    public static String intents(String plan) {
        return plan(plan) + "intent-";
    }

    /// The folder whose manifest this is; empty when the key is none of a manifest.
    public static Optional<String> folderOfManifest(String key) {
        return key.startsWith(ROOT) && key.endsWith(MANIFEST)
                ? Optional.of(key.substring(0, key.length() - MANIFEST.length()))
                : Optional.empty();
    }
}
