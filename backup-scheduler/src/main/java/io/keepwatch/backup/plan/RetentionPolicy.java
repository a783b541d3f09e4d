package io.keepwatch.backup.plan;

import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How many backups are kept, per database.
///
/// @param keepAll every success younger than this
/// @param grace   how long a backup that is not kept any more stays marked, and can be taken back, before it is deleted
public record RetentionPolicy(
        @DefaultValue("24h") Duration keepAll,
        @DefaultValue("7") int daily,
        @DefaultValue("4") int weekly,
        @DefaultValue("12") int monthly,
        @DefaultValue("24h") Duration grace) {

    public static final RetentionPolicy DEFAULT = new RetentionPolicy(Duration.ofHours(24), 7, 4, 12, Duration.ofHours(24));

    private static final int MOST = 10_000;

    public RetentionPolicy {
        for (int count : new int[] {daily, weekly, monthly}) {
            if (count < 0 || count > MOST) {
                throw new IllegalArgumentException("daily, weekly and monthly count backups: use numbers from 0 to " + MOST);
            }
        }
        if (daily + weekly + monthly == 0 && keepAll.isZero()) {
            throw new IllegalArgumentException("this keeps no backup at all; set keep-all, daily, weekly or monthly, e.g. daily: 7");
        }
    }
}
