package io.keepwatch.backup.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.backup.Backup;
import io.keepwatch.backup.Backup.Copy;
import io.keepwatch.backup.ProtectedDatabase;
import io.keepwatch.backup.Verification;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BackupMetricsTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    @Test
    void usual_is_the_median_of_the_good_ones_before_the_newest() {
        Stream<Backup> sizes = IntStream.of(470, 1000, 990, 5, 1010).mapToObj(bytes -> backup(bytes, Copy.State.STORED));

        assertThat(BackupMetrics.usualSize(Stream.concat(Stream.of(backup(7, Copy.State.MISSING)), sizes).toList())).isEqualTo(1000);
    }

    @Test
    void usual_forgets_what_is_long_ago() {
        Stream<Backup> late = IntStream.range(0, 8).mapToObj(_ -> backup(100, Copy.State.STORED));
        Stream<Backup> early = IntStream.range(0, 50).mapToObj(_ -> backup(9999, Copy.State.STORED));

        assertThat(BackupMetrics.usualSize(Stream.concat(late, early).toList())).isEqualTo(100);
    }

    @Test
    void nothing_is_usual_before_there_are_two() {
        assertThat(BackupMetrics.usualSize(List.of(backup(10, Copy.State.STORED), backup(10, Copy.State.MISSING)))).isNull();
    }

    @Test
    void counts_the_copies_of_one_target_by_how_they_are() {
        List<Backup> backups = List.of(backup(1, Copy.State.STORED), backup(1, Copy.State.MISSING), backup(1, Copy.State.MISSING));

        assertThat(BackupMetrics.count(backups, "s3", Copy.State.MISSING)).isEqualTo(2);
        assertThat(BackupMetrics.count(backups, "s3", Copy.State.DAMAGED)).isZero();
        assertThat(BackupMetrics.count(backups, "disk", Copy.State.MISSING)).isZero();
    }

    private static Backup backup(long bytes, Copy.State state) {
        return new Backup("id", "quotes", new ProtectedDatabase("postgresql", "db", 5432, "quotes"), NOON, NOON.plusSeconds(60), bytes, Set.of(),
                new Verification(Verification.Level.READABLE, Verification.State.OK, NOON, null), null, null,
                List.of(new Copy("s3", "v1/quotes", "STANDARD", state, null)));
    }
}
