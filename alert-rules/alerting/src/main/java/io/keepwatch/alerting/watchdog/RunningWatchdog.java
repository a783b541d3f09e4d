package io.keepwatch.alerting.watchdog;

import io.keepwatch.alerting.Watchdog;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Says when samples come late. It trusts nothing that it watches: a database that does not answer is a sample that has not arrived.
final class RunningWatchdog implements Watchdog {

    static final Duration INTERVAL = Duration.ofSeconds(10);
    static final Duration LATE = Duration.ofMinutes(3);
    /// A process that starts has to take a sample, store it, and evaluate a rule first.
    static final Duration START = Duration.ofMinutes(2);

    private static final Logger log = LoggerFactory.getLogger(RunningWatchdog.class);
    /// A longer one between two looks means that the machine slept, or that its clock was set.
    private static final Duration LONGEST_GAP = Duration.ofMinutes(1);
    private static final Duration REMINDER = Duration.ofHours(1);

    private final Supplier<Optional<Instant>> youngest;
    private final Supplier<Boolean> turn;
    private final DirectAlarm alarm;
    private final Clock clock;
    private @Nullable Instant watchesSince;
    private Instant lookedAt = Instant.EPOCH;
    private Instant arrived = Instant.EPOCH;
    private String trouble = "";
    private DirectAlarm.@Nullable Heard heard;
    private Instant remindAt = Instant.EPOCH;
    private volatile @Nullable Late late;

    /// @param youngest when the youngest sample was taken that arrived
    /// @param turn     whether this process, and no other, is to tell somebody now
    RunningWatchdog(Supplier<Optional<Instant>> youngest, Supplier<Boolean> turn, DirectAlarm alarm, Clock clock) {
        this.youngest = youngest;
        this.turn = turn;
        this.alarm = alarm;
        this.clock = clock;
    }

    @Override
    public Optional<Late> late() {
        return Optional.ofNullable(late);
    }

    /// Whether one has arrived that is not late.
    synchronized boolean arrives() {
        Instant now = clock.instant();
        return late == null && Duration.between(arrived, now).compareTo(LATE) <= 0;
    }

    /// When the youngest sample was taken that arrived.
    synchronized Instant arrived() {
        return arrived;
    }

    synchronized void look() {
        Instant now = clock.instant();
        if (watchesSince == null || Duration.between(lookedAt, now).abs().compareTo(LONGEST_GAP) > 0) {
            watchesSince = now;
        }
        lookedAt = now;
        ask(now);
        Instant from = arrived.isAfter(watchesSince.plus(START)) ? arrived : watchesSince.plus(START);
        if (Duration.between(from, now).compareTo(LATE) <= 0) {
            end(now);
        } else {
            alarm(now);
        }
    }

    private void ask(Instant now) {
        try {
            youngest.get().filter(at -> !at.isAfter(now.plus(LATE))).ifPresent(at -> arrived = at);
            trouble = "";
        } catch (RuntimeException e) {
            trouble = " The metadata database does not answer: " + e.getMessage();
            log.debug("Cannot ask what has arrived", e);
        }
    }

    private void alarm(Instant now) {
        Late before = late;
        Instant since = before != null ? before.since() : arrived.isAfter(Instant.EPOCH) ? arrived : watchesSince;
        String where = (arrived.isAfter(Instant.EPOCH) ? "The last test sample that arrived was taken at " + arrived + "." : "No test sample has ever arrived.")
                + " One is taken every 15 seconds; something between the receiver of telemetry, ClickHouse, the rules and the notifiers does not work."
                + trouble;
        late = new Late(since, where);
        if (before == null) {
            log.error("Alerts may not arrive. {}", where);
        }
        if (!now.isBefore(remindAt) && turn.get()) {
            heard = alarm.fires(since, where, now).orElse(heard);
            remindAt = heard == null ? now.plus(LONGEST_GAP) : now.plus(REMINDER);
        }
    }

    private void end(Instant now) {
        Late before = late;
        late = null;
        remindAt = Instant.EPOCH;
        if (before != null) {
            log.info("Test samples arrive again");
        }
        if (before != null && heard != null) {
            alarm.resolved(heard, before.since(), now);
            heard = null;
        }
    }
}
