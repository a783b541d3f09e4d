package io.keepwatch.alerting.notification;

import io.keepwatch.alerting.notifier.Message;
import io.keepwatch.alerting.notifier.Notification;
import io.keepwatch.alerting.notifier.Notifier;
import io.keepwatch.alerting.notifier.Outcome;
import io.keepwatch.alerting.routing.Integration;
import io.keepwatch.alerting.template.MessageAlert;
import io.keepwatch.alerting.template.MessageTemplates;
import io.keepwatch.telemetry.series.Labels;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// One message for each notification: `4s FIRST_NOTIFICATION +x1 +x2`, with `-` for what has ended and `±` for what ended unsaid. What has
/// reached the other side is kept, and whether it is answered.
final class RecordingNotifier implements Notifier {

    final List<String> arrived = new ArrayList<>();
    final List<String> receipts = new ArrayList<>();
    /// The value that each message shows.
    final List<String> values = new ArrayList<>();
    int asked;
    Duration pace = Duration.ZERO;
    /// What the next sendings lead to; then it works again.
    final Queue<Outcome> next = new ArrayDeque<>();
    /// What all lead to, unless null.
    @Nullable Outcome always;
    /// Happens when a message has arrived and before its answer is there.
    Runnable onArrival = () -> {};

    private final Clock clock;
    private final Instant start;

    RecordingNotifier(Clock clock) {
        this.clock = clock;
        this.start = clock.instant();
    }

    @Override
    public String destination(Integration integration) {
        return integration.kind() + " " + integration.text("channel");
    }

    @Override
    public Duration pace() {
        return pace;
    }

    @Override
    public List<Message> messages(Notification notification, Integration integration, MessageTemplates templates) {
        templates.text(integration.text("title"), notification.data());
        values.add(templates.text("{{ .CommonAnnotations.value }}", notification.data()));
        Set<Labels> firing = labels(notification.data().alerts().stream().filter(alert -> alert.endsAt() == null).toList());
        Set<Labels> resolved = labels(notification.data().alerts().stream().filter(alert -> alert.endsAt() != null).toList());
        String text = notification.data().alerts().stream().map(alert -> text(alert, notification)).collect(Collectors.joining(" "));
        return List.of(new Message(notification.groupKey(), text, notification.reason() + " " + text, firing, resolved, firing.isEmpty()));
    }

    private static Set<Labels> labels(Collection<MessageAlert> alerts) {
        return alerts.stream().map(MessageAlert::labels).collect(Collectors.toSet());
    }

    private static String text(MessageAlert alert, Notification notification) {
        String sign = alert.endsAt() == null ? "+" : notification.unsaid().contains(alert.labels()) ? "±" : "-";
        return sign + alert.labels().get("alertname") + alert.labels().get("instance");
    }

    @Override
    public Outcome send(Sending sending, Integration integration) {
        asked++;
        Outcome outcome = next.isEmpty() ? always : next.remove();
        if (outcome == null || outcome instanceof Outcome.Doubtful) {
            String since = Duration.between(start, clock.instant()).toSeconds() + "s ";
            arrived.add(since + (sending.maybeRepeat() ? "AGAIN? " : "") + sending.body());
            receipts.add(sending.receipt());
            onArrival.run();
        }
        return outcome == null ? new Outcome.Sent("receipt " + arrived.size()) : outcome;
    }
}
