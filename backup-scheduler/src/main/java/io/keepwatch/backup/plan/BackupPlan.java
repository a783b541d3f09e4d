package io.keepwatch.backup.plan;

import io.keepwatch.backup.Backup.Tag;
import io.keepwatch.backup.ProtectedDatabase;
import io.keepwatch.backup.source.SourceSettings;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/// A plan of `keepwatch.yaml`, checked.
///
/// @param expectedEvery the longest time between two slots
/// @param storageClass  by tag, as it was written; no class is applied yet
public record BackupPlan(
        String name,
        String sourceType,
        SourceSettings source,
        ProtectedDatabase database,
        Schedule schedule,
        Duration expectedEvery,
        List<String> targets,
        RetentionPolicy retention,
        Map<Tag, String> storageClass) {

    public BackupPlan {
        targets = List.copyOf(targets);
        storageClass = Map.copyOf(storageClass);
    }

    public ZoneId timeZone() {
        return schedule.zone();
    }
}
