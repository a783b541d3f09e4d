package io.keepwatch.alerting.watchdog;

import io.keepwatch.alerting.notifier.Message;
import io.keepwatch.alerting.notifier.Notification;
import io.keepwatch.alerting.notifier.Notifier;
import io.keepwatch.alerting.notifier.Outcome;
import io.keepwatch.alerting.routing.Integration;
import io.keepwatch.alerting.template.MessageAlert;
import io.keepwatch.alerting.template.MessageTemplates;
import io.keepwatch.telemetry.series.Labels;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/// The end of the way: notes when the sample was taken of which it is told.
final class WatchdogNotifier implements Notifier {

    /// Annotation with the time of the sample in milliseconds.
    static final String SAMPLED_AT = "sampled_at_ms";

    private final Arrivals arrivals;
    private final Clock clock;

    WatchdogNotifier(Arrivals arrivals, Clock clock) {
        this.arrivals = arrivals;
        this.clock = clock;
    }

    @Override
    public String destination(Integration integration) {
        return "Keepwatch's watchdog";
    }

    @Override
    public List<Message> messages(Notification notification, Integration integration, MessageTemplates templates) {
        MessageAlert alert = notification.data().alerts().getFirst();
        String sampledAt = alert.annotations().getOrDefault(SAMPLED_AT, "");
        boolean firing = alert.endsAt() == null && !sampledAt.isEmpty();
        Set<Labels> told = Set.of(alert.labels());
        return List.of(new Message("watchdog", firing ? "The test sample of " + time(sampledAt) : "No test sample comes any more",
                firing ? sampledAt : "", firing ? told : Set.of(), firing ? Set.of() : told, !firing));
    }

    @Override
    public Outcome send(Sending sending, Integration integration) {
        if (!sending.body().isEmpty()) {
            arrivals.arrived(time(sending.body()), clock.instant());
        }
        return new Outcome.Sent("");
    }

    private static Instant time(String millis) {
        return Instant.ofEpochMilli(Long.parseLong(millis));
    }
}
