package io.keepwatch.alerting.notifier.webhook;

import io.keepwatch.alerting.notifier.Fingerprints;
import io.keepwatch.alerting.notifier.Message;
import io.keepwatch.alerting.notifier.Notification;
import io.keepwatch.alerting.notifier.Notifier;
import io.keepwatch.alerting.notifier.Outcome;
import io.keepwatch.alerting.notifier.Outcome.Rejected;
import io.keepwatch.alerting.notifier.Outcome.Sent;
import io.keepwatch.alerting.notifier.SettingFilling;
import io.keepwatch.alerting.notifier.UnusableSettingException;
import io.keepwatch.alerting.notifier.http.HttpAccess;
import io.keepwatch.alerting.notifier.http.HttpAnswer.Answered;
import io.keepwatch.alerting.notifier.http.HttpAnswer.Unanswered;
import io.keepwatch.alerting.notifier.http.HttpSender;
import io.keepwatch.alerting.notifier.wording.GroupWords;
import io.keepwatch.alerting.routing.Integration;
import io.keepwatch.alerting.template.MessageAlert;
import io.keepwatch.alerting.template.MessageData;
import io.keepwatch.alerting.template.MessageTemplates;
import io.keepwatch.settings.ConditionalOnRole;
import io.keepwatch.settings.Settings.ProcessRole;
import io.keepwatch.telemetry.series.Labels;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Posts what Alertmanager posts. Programs read it: what fired and ended unsaid is told as the two messages it would have been.
@Component("webhook")
@ConditionalOnRole(ProcessRole.CONTROL)
final class WebhookNotifier implements Notifier {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpSender http;

    WebhookNotifier(Clock clock) {
        this.http = new HttpSender(clock);
    }

    @Override
    public String destination(Integration integration) {
        try {
            var url = WebhookSettings.of(integration).url();
            return "webhook " + url.getRawAuthority().replaceFirst(".*@", "") + " (" + Fingerprints.shortOf(url.toString()) + ")";
        } catch (UnusableSettingException _) {
            return "webhook whose url cannot be used";
        }
    }

    @Override
    public List<Message> messages(Notification notification, Integration integration, MessageTemplates templates) {
        MessageData data = notification.data();
        List<MessageAlert> unsaid = data.alerts().stream().filter(alert -> notification.unsaid().contains(alert.labels())).toList();
        List<Message> messages = new ArrayList<>();
        GroupWords words = GroupWords.of(notification);
        if (!unsaid.isEmpty()) {
            messages.add(message(notification, Payload.firing(data, unsaid), "Fired: " + words.line(), integration, templates));
        }
        messages.add(message(notification, data, words.line(), integration, templates));
        return messages;
    }

    private static Message message(Notification notification, MessageData data, String summary, Integration integration, MessageTemplates templates) {
        Set<Labels> firing = new HashSet<>();
        Set<Labels> resolved = new HashSet<>();
        data.alerts().forEach(alert -> (alert.endsAt() == null ? firing : resolved).add(alert.labels()));
        Map<String, Object> payload = Payload.of(notification.groupKey(), data, WebhookSettings.maxAlerts(integration));
        @Nullable Object own = WebhookSettings.payload(integration);
        Object body = own == null ? payload : new SettingFilling(templates, data).nested(own, "payload");
        return new Message(notification.groupKey(), summary, JSON.writeValueAsString(body), firing, resolved, firing.isEmpty());
    }

    @Override
    public Outcome send(Sending sending, Integration integration) throws InterruptedException {
        try {
            var settings = WebhookSettings.of(integration);
            var access = HttpAccess.of(integration).secretAddress(settings.url());
            String body = settings.payload() == null ? sending.body() : SettingFilling.withSecrets(sending.body(), settings.payload(), "payload");
            var headers = new LinkedHashMap<>(Map.of("Idempotency-Key", sending.id()));
            if (sending.maybeRepeat()) {
                headers.put("Keepwatch-Possible-Duplicate", "true");
            }
            return switch (http.post(settings.url(), body, headers, access)) {
                case Unanswered(Outcome outcome) -> outcome;
                case Answered answer -> answer.trouble().orElseGet(() -> answer.ok() ? new Sent(answer.told()) : rejected(answer));
            };
        } catch (UnusableSettingException e) {
            return e.outcome();
        }
    }

    private static Rejected rejected(Answered answer) {
        String hint = switch (answer.status()) {
            case 301, 302, 303, 307, 308 -> "let url be the address that it redirects to";
            case 401, 403 -> "give http_config of the receiver the authorization that the other side wants";
            case 404, 410 -> "correct url: nothing is there";
            case 413 -> "set max_alerts";
            default -> "look into the log of the other side; it does not take what it was sent";
        };
        return new Rejected(answer.told(), hint);
    }
}
