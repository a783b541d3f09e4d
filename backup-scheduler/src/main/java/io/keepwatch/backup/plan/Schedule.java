package io.keepwatch.backup.plan;

import io.keepwatch.backup.plan.CronField.Kind;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// When a plan's slots are: cron's five fields in a time zone, and what becomes of them when the clocks change.
///
/// With a fixed hour, a slot that the clocks jump over runs at the first instant after the jump, and one in the hour that comes twice
/// runs in its first pass. With a wildcard hour (`*`, `*`/2), the slots follow elapsed time: in both passes of the doubled hour, and
/// over a jump as if the clocks had stayed. Slots that fall together are one.
public final class Schedule {

    /// 29 February meets each day of the week within this many years, also around 2100.
    private static final int YEARS_TO_SEARCH = 41;
    private static final Duration TO_LOOK_AHEAD = Duration.ofDays(366);

    private final CronField minute;
    private final CronField hour;
    private final CronField dayOfMonth;
    private final CronField month;
    private final CronField dayOfWeek;
    private final String cron;
    private final ZoneId zone;

    private Schedule(String cron, List<CronField> fields, ZoneId zone) {
        this.cron = cron;
        this.minute = fields.get(0);
        this.hour = fields.get(1);
        this.dayOfMonth = fields.get(2);
        this.month = fields.get(3);
        this.dayOfWeek = fields.get(4);
        this.zone = zone;
    }

    /// @throws IllegalArgumentException when the text is no schedule, or one that never comes; the message says what would be valid
    public static Schedule parse(String cron, ZoneId zone) {
        String[] words = cron.strip().split("\\s+");
        if (words.length != Kind.values().length) {
            throw new IllegalArgumentException("use five fields as cron does: minute, hour, day of month, month, day of week,"
                    + " e.g. \"0 2 * * *\" for 02:00 every day");
        }
        var fields = new ArrayList<CronField>();
        for (Kind kind : Kind.values()) {
            fields.add(CronField.parse(words[kind.ordinal()], kind));
        }
        var schedule = new Schedule(cron, fields, zone);
        LocalDate someDay = LocalDate.of(2026, 1, 1);
        if (someDay.datesUntil(someDay.plusYears(YEARS_TO_SEARCH)).noneMatch(schedule::isDay)) {
            throw new IllegalArgumentException("this day never comes; use a date that exists");
        }
        return schedule;
    }

    /// As it was written.
    public String cron() {
        return cron;
    }

    public ZoneId zone() {
        return zone;
    }

    /// The first slot after `instant`.
    public Instant next(Instant instant) {
        // a day earlier: a slot of that day may lie behind a jump over midnight
        LocalDate day = LocalDate.ofInstant(instant, zone).minusDays(1);
        while (true) {
            if (isDay(day) || isDay(day.plusDays(1))) {
                var slots = slotsOf(day);
                slots.addAll(slotsOf(day.plusDays(1)));
                Instant next = slots.higher(instant);
                if (next != null) {
                    return next;
                }
            }
            day = day.plusDays(1);
        }
    }

    /// The last slot at or before `instant`; empty when there was none in the years of a calendar's whole cycle.
    public Optional<Instant> last(Instant instant) {
        LocalDate day = LocalDate.ofInstant(instant, zone).plusDays(1);
        LocalDate earliest = day.minusYears(YEARS_TO_SEARCH);
        for (; day.isAfter(earliest); day = day.minusDays(1)) {
            if (isDay(day) || isDay(day.minusDays(1))) {
                var slots = slotsOf(day);
                slots.addAll(slotsOf(day.minusDays(1)));
                Instant last = slots.floor(instant);
                if (last != null) {
                    return Optional.of(last);
                }
            }
        }
        return Optional.empty();
    }

    /// The next slots after `instant`.
    public List<Instant> next(Instant instant, int count) {
        var slots = new ArrayList<Instant>();
        for (Instant slot = instant; slots.size() < count; ) {
            slot = next(slot);
            slots.add(slot);
        }
        return List.copyOf(slots);
    }

    /// The longest time between two slots of the year to come. Inside, days on which the clock does not change are all alike: one
    /// of them is walked, of the others only the first and the last slot.
    public Duration longestInterval(Instant from) {
        Instant before = next(from);
        Instant end = before.plus(TO_LOOK_AHEAD);
        LocalDate firstDay = LocalDate.ofInstant(before, zone);
        Duration longest = Duration.ZERO;
        boolean walked = false;
        for (LocalDate day = firstDay; longest.isZero() || before.isBefore(end); day = day.plusDays(1)) {
            if (!isDay(day)) {
                continue;
            }
            if (walked && !changesClock(day)) {
                longest = longer(longest, Duration.between(before, firstOf(day)));
                before = lastOf(day);
                continue;
            }
            for (Instant slot : slotsOf(day).tailSet(before, false)) {
                longest = longer(longest, Duration.between(before, slot));
                before = slot;
            }
            walked |= day.isAfter(firstDay) && !changesClock(day);
        }
        return longest;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private boolean changesClock(LocalDate day) {
        var rules = zone.getRules();
        return !rules.getOffset(day.atStartOfDay()).equals(rules.getOffset(day.plusDays(1).atStartOfDay()));
    }

    private Instant firstOf(LocalDate usual) {
        return usual.atTime(hour.values().nextSetBit(0), minute.values().nextSetBit(0)).atZone(zone).toInstant();
    }

    private Instant lastOf(LocalDate usual) {
        return usual.atTime(hour.values().length() - 1, minute.values().length() - 1).atZone(zone).toInstant();
    }

    /// What a slot is called, e.g. `2026-11-21T02:00+01:00`: it keeps both passes of a doubled hour apart.
    public String key(Instant slot) {
        return OffsetDateTime.ofInstant(slot, zone).truncatedTo(ChronoUnit.MINUTES).toString();
    }

    private boolean isDay(LocalDate day) {
        boolean byMonth = dayOfMonth.holds(day.getDayOfMonth());
        boolean byWeek = dayOfWeek.holds(day.getDayOfWeek().getValue() % 7);
        boolean either = !dayOfMonth.star() && !dayOfWeek.star(); // cron's rule: two restricted fields are alternatives
        return month.holds(day.getMonthValue()) && (either ? byMonth || byWeek : byMonth && byWeek);
    }

    private TreeSet<Instant> slotsOf(LocalDate day) {
        var slots = new TreeSet<Instant>();
        if (isDay(day)) {
            hour.values().stream().forEach(h -> minute.values().stream().forEach(m -> addInstants(day.atTime(h, m), slots)));
        }
        return slots;
    }

    private void addInstants(LocalDateTime local, TreeSet<Instant> slots) {
        @Nullable ZoneOffsetTransition change = zone.getRules().getTransition(local);
        if (change == null) {
            slots.add(local.toInstant(zone.getRules().getOffset(local)));
        } else if (change.isOverlap()) {
            slots.add(local.toInstant(change.getOffsetBefore()));
            if (hour.star()) {
                slots.add(local.toInstant(change.getOffsetAfter()));
            }
        } else {
            slots.add(hour.star() ? local.toInstant(change.getOffsetBefore()) : change.getInstant());
        }
    }
}
