package io.keepwatch.backup.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.backup.Backup;
import io.keepwatch.backup.ProtectedDatabase;
import io.keepwatch.backup.plan.RetentionPolicy;
import io.keepwatch.backup.retention.History.Fate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What holds for every history; each seed makes one of its own.
class RetentionPropertiesTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final List<String> ZONES = List.of("UTC", "Europe/Paris", "America/New_York", "Pacific/Apia", "Asia/Kathmandu");

    private record Case(RetentionRules rules, List<Backup> backups, Set<String> inUse) {

        static Case of(long seed) {
            var random = new Random(seed);
            var policy = new RetentionPolicy(Duration.ofHours(1 + random.nextInt(96)), random.nextInt(8), random.nextInt(5), random.nextInt(13),
                    Duration.ofHours(24));
            var rules = new RetentionRules(policy, ZoneId.of(ZONES.get(random.nextInt(ZONES.size()))), Duration.ofHours(48));
            var backups = new ArrayList<Backup>();
            var inUse = new HashSet<String>();
            int count = random.nextInt(120);
            long span = Duration.ofDays(1 + random.nextInt(500)).toSeconds();
            for (int i = 0; i < count; i++) {
                Instant at = NOW.minusSeconds((long) (random.nextDouble() * span));
                ProtectedDatabase database = random.nextInt(3) == 0 ? History.ORDERS : History.QUOTES;
                Fate fate = Fate.values()[random.nextInt(Fate.values().length)];
                var hold = random.nextInt(30) == 0 ? new Backup.Hold("ada", "why", at) : null;
                Backup backup = History.backup(at, fate, database, hold);
                backups.add(backup);
                if (random.nextInt(30) == 0) {
                    inUse.add(backup.id());
                }
            }
            return new Case(rules, backups, inUse);
        }

        Set<Backup> kept() {
            return kept(backups);
        }

        Set<Backup> kept(List<Backup> some) {
            return rules.judge(some, inUse, NOW).stream().filter(Judgement::keep).map(Judgement::backup).collect(Collectors.toSet());
        }
    }

    static LongStream seeds() {
        return LongStream.range(0, Boolean.getBoolean("keepwatch.test.long") ? 20_000 : 1_000);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void what_holds_for_every_history(long seed) {
        var history = Case.of(seed);
        Set<Backup> kept = history.kept();
        neverEmpty(history, kept);
        assertThat(history.kept(List.copyOf(kept))).as("a second time nothing more goes").isEqualTo(kept);
        assertThat(history.kept(history.backups().reversed())).as("the order of the list does not matter").isEqualTo(kept);
        independentByDatabase(history, kept);
        assertThat(kept).containsAll(history.backups().stream()
                .filter(backup -> backup.hold() != null || history.inUse().contains(backup.id())).toList());
        failuresPushNothingOut(history, kept);
    }

    private static void neverEmpty(Case history, Set<Backup> kept) {
        for (var database : List.of(History.QUOTES, History.ORDERS)) {
            history.backups().stream().filter(backup -> backup.database().equals(database) && backup.isGood())
                    .max(Comparator.comparing(Backup::startedAt))
                    .ifPresent(newest -> assertThat(kept).as("the newest good backup stays").contains(newest));
        }
    }

    private static void independentByDatabase(Case history, Set<Backup> kept) {
        List<Backup> alone = history.backups().stream().filter(backup -> backup.database().equals(History.QUOTES)).toList();
        assertThat(history.kept(alone)).isEqualTo(
                kept.stream().filter(backup -> backup.database().equals(History.QUOTES)).collect(Collectors.toSet()));
    }

    private static void failuresPushNothingOut(Case history, Set<Backup> kept) {
        List<Backup> withoutFailures = history.backups().stream().filter(Backup::isGood).toList();
        assertThat(kept).containsAll(history.kept(withoutFailures));
    }
}
