package io.keepwatch.backup.plan;

import java.time.Duration;

/// How many backups are kept, per database.
///
/// @param keepAll every success younger than this
public record RetentionPolicy(Duration keepAll, int daily, int weekly, int monthly) {

    public static final RetentionPolicy DEFAULT = new RetentionPolicy(Duration.ofHours(24), 7, 4, 12);
}
