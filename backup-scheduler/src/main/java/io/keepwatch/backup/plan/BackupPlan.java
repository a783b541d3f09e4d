package io.keepwatch.backup.plan;

import io.keepwatch.backup.Backup.Tag;
import io.keepwatch.backup.ProtectedDatabase;
import io.keepwatch.backup.source.SourceSettings;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/// A plan of `keepwatch.yaml`, checked.
///
/// @param schedule     five-field cron in `timeZone`
/// @param storageClass by tag; what is not there is `STANDARD`
public record BackupPlan(
        String name,
        String sourceType,
        SourceSettings source,
        ProtectedDatabase database,
        String schedule,
        ZoneId timeZone,
        List<String> targets,
        RetentionPolicy retention,
        Map<Tag, String> storageClass) {

    public BackupPlan {
        targets = List.copyOf(targets);
        storageClass = Map.copyOf(storageClass);
    }
}
