package io.keepwatch.alerting.digest;

import io.keepwatch.alerting.digest.DigestStore.Done;
import io.keepwatch.alerting.digest.DigestStore.State;
import io.keepwatch.alerting.notifier.Outcome;
import io.keepwatch.alerting.notifier.UnusableSettingException;
import io.keepwatch.alerting.notifier.mail.Mail;
import io.keepwatch.alerting.notifier.mail.MailServer;
import io.keepwatch.alerting.notifier.mail.Postman;
import io.keepwatch.metadata.Lease;
import io.keepwatch.metadata.Leases;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends each recipient one mail a day, from one process, if there is something to report; on Mondays also if there is not.
final class DigestOperation implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(DigestOperation.class);
    private static final String LEASE = "digest";
    private static final Duration LEASE_LENGTH = Duration.ofMinutes(5);
    private static final Duration ROUND = Duration.ofSeconds(30);
    private static final Duration RETRY = Duration.ofMinutes(5);
    private static final Duration FIRST_WINDOW = Duration.ofDays(1);
    /// A recipient who is named later in the day gets the first mail on the next one.
    private static final Duration LATE = Duration.ofHours(1);
    private static final int KEPT_DAYS = 90;

    private final Supplier<Optional<DigestPlan>> plan;
    private final Supplier<Optional<Sender>> sender;
    private final DigestSources sources;
    private final DigestStore store;
    private final Leases leases;
    private final Clock clock;
    private final Map<String, Instant> notBefore = new HashMap<>();
    private final Set<String> doubtful = new HashSet<>();
    private final ScheduledExecutorService rounds = Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().name("digest").factory());

    /// @param from whose address it bears
    record Sender(MailServer server, String from) {}

    DigestOperation(Supplier<Optional<DigestPlan>> plan, Supplier<Optional<Sender>> sender, DigestSources sources, DigestStore store, Leases leases,
            Clock clock) {
        this.plan = plan;
        this.sender = sender;
        this.sources = sources;
        this.store = store;
        this.leases = leases;
        this.clock = clock;
    }

    void open() {
        rounds.scheduleWithFixedDelay(this::guardedRound, 1, ROUND.toSeconds(), TimeUnit.SECONDS);
    }

    private void guardedRound() {
        try {
            round();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            log.warn("Cannot send the digest, trying again in {} s: {}", ROUND.toSeconds(), e.toString());
        }
    }

    synchronized void round() throws InterruptedException {
        DigestPlan current = plan.get().orElse(null);
        if (current == null || current.to().stream().noneMatch(recipient -> isDue(current, recipient))) {
            return;
        }
        leases.<InterruptedException>whileFree(LEASE, LEASE_LENGTH, lease -> {
            for (String recipient : current.to()) {
                // another process may have sent it meanwhile
                if (isDue(current, recipient)) {
                    send(current, recipient, lease);
                }
            }
        });
    }

    private boolean isDue(DigestPlan current, String recipient) {
        Instant now = clock.instant();
        LocalDate day = current.day(now);
        boolean waits = now.isBefore(current.slot(day)) || now.isBefore(notBefore.getOrDefault(recipient, Instant.MIN));
        return !waits && store.last(recipient).map(last -> last.day().isBefore(day)).orElse(true);
    }

    private void send(DigestPlan current, String recipient, Lease lease) throws InterruptedException {
        Instant now = clock.instant();
        LocalDate day = current.day(now);
        Optional<Done> last = store.last(recipient);
        if (last.isEmpty() && now.isAfter(current.slot(day).plus(LATE))) {
            done(lease, recipient, new Done(day, now, State.BEGUN), "");
            return;
        }
        Instant from = last.map(Done::until).orElse(now.minus(FIRST_WINDOW));
        Digest digest = sources.collect(from, now);
        if (digest.calm() && day.getDayOfWeek() != DayOfWeek.MONDAY) {
            done(lease, recipient, new Done(day, now, State.CALM), "");
            return;
        }
        switch (post(digest, recipient, current, day, now)) {
            case Outcome.Sent(String receipt) -> done(lease, recipient, new Done(day, now, State.SENT), receipt);
            case Outcome.Retry(_, String why) -> later(recipient, why, now);
            case Outcome.Doubtful(String why) -> {
                doubtful.add(recipient);
                later(recipient, why, now);
            }
            case Outcome.Rejected(String why, String hint) -> {
                log.error("Cannot send the digest to {}: {}; {}. What it says will be in the next one", recipient, why, hint);
                done(lease, recipient, new Done(day, from, State.REJECTED), why);
            }
        }
    }

    private Outcome post(Digest digest, String recipient, DigestPlan current, LocalDate day, Instant now) throws InterruptedException {
        try {
            Sender by = sender.get().orElse(null);
            if (by == null) {
                return new Outcome.Rejected("No mail server is known", "set KEEPWATCH_SMTP_URL, or smtp_smarthost in the file of keepwatch.alerting.config");
            }
            String console = sources.console().get().toString().replaceAll("/+$", "");
            Mail mail = DigestMail.of(digest, by.from(), recipient, current.zone(), console);
            return Postman.send(doubtful.contains(recipient) ? mail.repeated() : mail, DigestMail.messageId(by.from(), recipient, day), "", now, by.server());
        } catch (UnusableSettingException e) {
            return e.outcome();
        }
    }

    private void later(String recipient, String why, Instant now) {
        log.warn("Cannot send the digest to {}, trying again in {} min: {}", recipient, RETRY.toMinutes(), why);
        notBefore.put(recipient, now.plus(RETRY));
    }

    private void done(Lease lease, String recipient, Done done, String outcome) {
        leases.guarded(lease, () -> {
            store.save(recipient, done, outcome, clock.instant());
            store.forgetBefore(done.day().minusDays(KEPT_DAYS));
            return true;
        });
        notBefore.remove(recipient);
        doubtful.remove(recipient);
    }

    @Override
    public void close() {
        rounds.shutdownNow();
    }
}
