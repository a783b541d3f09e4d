package io.keepwatch.join;

import io.keepwatch.alerting.restore.RestorePoints;
import io.keepwatch.backup.Backup;
import io.keepwatch.backup.Backups;
import io.keepwatch.backup.PlanStatus;
import io.keepwatch.backup.Plans;
import io.keepwatch.backup.ProtectedDatabase;
import io.keepwatch.backup.Verification;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The restore points of the catalog. What it says is kept for some seconds: a storm of alerts must not become one of queries.
final class CatalogRestorePoints implements RestorePoints {

    private static final Duration KEPT = Duration.ofSeconds(10);

    private record Look(Instant at, List<Database> databases, List<Backup> good) {}

    private final Plans plans;
    private final Backups backups;
    private final Clock clock;
    private volatile Look latest = new Look(Instant.MIN, List.of(), List.of());

    CatalogRestorePoints(Plans plans, Backups backups, Clock clock) {
        this.plans = plans;
        this.backups = backups;
        this.clock = clock;
    }

    @Override
    public List<Database> databases() {
        return look().databases();
    }

    @Override
    public Optional<RestorePoint> newestBefore(Database database, Instant moment) {
        return look().good().stream()
                .filter(backup -> database(backup.database()).equals(database) && backup.startedAt().isBefore(moment))
                .max(Comparator.comparing(Backup::startedAt))
                .map(backup -> new RestorePoint(backup.id(), backup.startedAt(), words(backup.verification())));
    }

    private Look look() {
        Look look = latest;
        Instant now = clock.instant();
        // also after the clock was set back
        if (look.at().isAfter(now) || look.at().isBefore(now.minus(KEPT))) {
            look = new Look(now,
                    plans.all().stream().map(PlanStatus::database).map(CatalogRestorePoints::database).distinct().toList(),
                    backups.list(null).stream().filter(Backup::isGood).toList());
            latest = look;
        }
        return look;
    }

    private static Database database(ProtectedDatabase database) {
        return new Database(database.system(), database.address(), database.port(), database.namespace());
    }

    private static String words(Verification verification) {
        String proof = switch (verification.state() == Verification.State.OK ? verification.level() : Verification.Level.NONE) {
            case NONE -> "not verified";
            case STORED -> "sizes compared";
            case CHECKSUM -> "checksums compared";
            case READABLE -> "read to its end";
            case RESTORED -> "restored and compared";
        };
        return verification.at() == null ? proof : proof + " at " + verification.at().truncatedTo(ChronoUnit.SECONDS);
    }
}
