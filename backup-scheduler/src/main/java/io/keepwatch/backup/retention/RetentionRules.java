package io.keepwatch.backup.retention;

import io.keepwatch.backup.Backup;
import io.keepwatch.backup.Backup.Tag;
import io.keepwatch.backup.Verification;
import io.keepwatch.backup.plan.RetentionPolicy;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Which backups of a plan are kept: days, weeks and months that have a success are counted back from the newest, so that time alone
/// takes nothing away. Changes nothing, and knows no clock.
///
/// @param zone   in which days, weeks and months begin
/// @param window without a success for so long nothing is deleted, whatever its age
record RetentionRules(RetentionPolicy policy, ZoneId zone, Duration window) {

    /// How long a backup that turned out to be broken stays to be looked at.
    static final Duration BROKEN = Duration.ofDays(7);

    private static final Comparator<Backup> BY_AGE = Comparator.comparing(Backup::startedAt).thenComparing(Backup::id);

    /// A plan's backups may be of several databases, when it has been pointed elsewhere: each has its own days, weeks and months.
    ///
    /// @param inUse ids of those that a restore or a verification reads now
    /// @return the newest first
    List<Judgement> judge(List<Backup> backups, Set<String> inUse, Instant now) {
        return backups.stream().collect(Collectors.groupingBy(Backup::database)).values().stream()
                .flatMap(ofOneDatabase -> judgeOne(ofOneDatabase, inUse, now).stream())
                .sorted(Comparator.comparing(Judgement::backup, BY_AGE.reversed()))
                .toList();
    }

    private List<Judgement> judgeOne(List<Backup> backups, Set<String> inUse, Instant now) {
        List<Backup> good = backups.stream().filter(RetentionRules::isSuccess).sorted(BY_AGE).toList();
        Map<String, List<String>> reasons = new HashMap<>();
        Map<String, Set<Tag>> tags = new HashMap<>();
        for (Tag tag : Tag.values()) {
            chosen(tag, good).forEach((period, backup) -> {
                tags.computeIfAbsent(backup.id(), _ -> EnumSet.noneOf(Tag.class)).add(tag);
                add(reasons, backup, Period.name(tag, period));
            });
        }
        floors(good, backups, inUse, now).forEach((id, floor) -> reasons.computeIfAbsent(id, _ -> new ArrayList<>()).addAll(0, floor));
        var result = new ArrayList<Judgement>();
        for (Backup backup : backups) {
            Set<Tag> its = tags.getOrDefault(backup.id(), Set.of());
            List<String> why = reasons.get(backup.id());
            result.add(why != null
                    ? new Judgement(backup, true, its, String.join(", ", why))
                    : unneeded(backup, good, now));
        }
        return result;
    }

    /// Marked ones count until their deletion begins: they can be restored, and a change of the policy may want them again.
    private static boolean isSuccess(Backup backup) {
        return backup.hasCopy() && backup.verification().state() != Verification.State.FAILED;
    }

    private static boolean isVerified(Backup backup) {
        return isSuccess(backup)
                && backup.verification().state() == Verification.State.OK
                && backup.verification().level().compareTo(Verification.Level.READABLE) >= 0;
    }

    /// One backup for each of the newest periods that have a success: its first verified one, else its last.
    private Map<LocalDate, Backup> chosen(Tag tag, List<Backup> good) {
        var periods = new TreeMap<LocalDate, List<Backup>>(Comparator.reverseOrder());
        for (Backup backup : good) {
            LocalDate day = LocalDate.ofInstant(backup.startedAt(), zone);
            periods.computeIfAbsent(Period.start(tag, day), _ -> new ArrayList<>()).add(backup);
        }
        var chosen = new TreeMap<LocalDate, Backup>();
        periods.entrySet().stream().limit(count(tag)).forEach(period -> chosen.put(period.getKey(),
                period.getValue().stream().filter(RetentionRules::isVerified).findFirst().orElse(period.getValue().getLast())));
        return chosen;
    }

    private int count(Tag tag) {
        return switch (tag) {
            case DAILY -> policy.daily();
            case WEEKLY -> policy.weekly();
            case MONTHLY -> policy.monthly();
        };
    }

    /// What stays whatever the numbers say.
    private Map<String, List<String>> floors(List<Backup> good, List<Backup> all, Set<String> inUse, Instant now) {
        var reasons = new HashMap<String, List<String>>();
        for (Backup backup : all) {
            if (backup.hold() != null) {
                add(reasons, backup, "held by " + backup.hold().who() + ": " + backup.hold().why());
            }
            if (inUse.contains(backup.id())) {
                add(reasons, backup, "it is being read");
            }
        }
        if (!good.isEmpty()) {
            add(reasons, good.getLast(), "the newest good backup");
        }
        good.reversed().stream().filter(RetentionRules::isVerified).findFirst()
                .ifPresent(newest -> add(reasons, newest, "the newest verified backup"));
        Instant keepAllSince = now.minus(policy.keepAll());
        good.stream().filter(backup -> backup.startedAt().isAfter(keepAllSince))
                .forEach(young -> add(reasons, young, "younger than " + words(policy.keepAll())));
        return reasons;
    }

    private Judgement unneeded(Backup backup, List<Backup> good, Instant now) {
        if (good.isEmpty()) {
            return new Judgement(backup, true, Set.of(), "there is no good backup: nothing is deleted");
        }
        if (!backup.hasCopy() && backup.deleteAfter() != null) { // what is half gone is no evidence, and must not stay half gone
            return new Judgement(backup, false, Set.of(), "its deletion has begun");
        }
        Instant newest = good.getLast().startedAt();
        if (newest.isBefore(now.minus(window))) {
            return new Judgement(backup, true, Set.of(), "no backup has succeeded since " + newest + ": nothing is deleted until one does");
        }
        if (isSuccess(backup)) {
            return new Judgement(backup, false, Set.of(), "none of the %d daily, %d weekly and %d monthly ones, and not younger than %s"
                    .formatted(policy.daily(), policy.weekly(), policy.monthly(), words(policy.keepAll())));
        }
        if (backup.startedAt().isAfter(now.minus(BROKEN)) || backup.startedAt().isAfter(newest)) {
            return new Judgement(backup, true, Set.of(), "it is broken and does not count; kept for " + words(BROKEN) + " to be looked at");
        }
        return new Judgement(backup, false, Set.of(), "it is broken and does not count");
    }

    private static void add(Map<String, List<String>> reasons, Backup backup, String reason) {
        reasons.computeIfAbsent(backup.id(), _ -> new ArrayList<>()).add(reason);
    }

    private static String words(Duration duration) {
        long hours = duration.toHours();
        return hours >= 48 && hours % 24 == 0 ? hours / 24 + " days" : hours > 0 ? hours + " hours" : duration.toMinutes() + " minutes";
    }
}
