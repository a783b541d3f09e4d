package io.keepwatch.backup.plan;

import io.keepwatch.backup.Backup.Tag;
import io.keepwatch.backup.source.SourceSettings;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// One entry of `keepwatch.backup.plans`, as it was written; [BackupSettings] checks it together with the rest.
record PlanSettings(
        @Nullable SourceSettings source,
        @Nullable String schedule,
        @DefaultValue("UTC") String timeZone,
        @DefaultValue List<String> targets,
        @DefaultValue RetentionPolicy retention,
        @DefaultValue Map<Tag, String> storageClass,
        @Nullable Map<String, String> encryption) {}
