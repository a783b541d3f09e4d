package io.keepwatch.alerting.notifier.pagerduty;

import io.keepwatch.alerting.notifier.Fingerprints;
import io.keepwatch.alerting.notifier.Message;
import io.keepwatch.alerting.notifier.Notification;
import io.keepwatch.alerting.notifier.Notifier;
import io.keepwatch.alerting.notifier.Outcome;
import io.keepwatch.alerting.notifier.Outcome.Rejected;
import io.keepwatch.alerting.notifier.Outcome.Sent;
import io.keepwatch.alerting.notifier.SettingFilling;
import io.keepwatch.alerting.notifier.SettingReader;
import io.keepwatch.alerting.notifier.UnusableSettingException;
import io.keepwatch.alerting.notifier.http.HttpAnswer.Answered;
import io.keepwatch.alerting.notifier.http.HttpAnswer.Unanswered;
import io.keepwatch.alerting.notifier.http.HttpSender;
import io.keepwatch.alerting.routing.Integration;
import io.keepwatch.alerting.template.MessageTemplates;
import io.keepwatch.settings.ConditionalOnRole;
import io.keepwatch.settings.Settings.ProcessRole;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Opens and resolves incidents by PagerDuty's Events API v2, which notices by their keys what it has heard before.
@Component("pagerduty")
@ConditionalOnRole(ProcessRole.CONTROL)
final class PagerDutyNotifier implements Notifier {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpSender http;

    PagerDutyNotifier(Clock clock) {
        this.http = new HttpSender(clock);
    }

    @Override
    public String destination(Integration integration) {
        try {
            return "pagerduty (key " + Fingerprints.shortOf(SettingReader.of(integration).secret("routing_key").strip()) + ")";
        } catch (UnusableSettingException _) {
            return "pagerduty whose routing_key cannot be read";
        }
    }

    @Override
    public List<Message> messages(Notification notification, Integration integration, MessageTemplates templates) {
        return Incidents.of(notification, integration, templates);
    }

    @Override
    public Outcome send(Sending sending, Integration integration) throws InterruptedException {
        try {
            var settings = PagerDutySettings.of(integration);
            var event = (ObjectNode) JSON.readTree(SettingFilling.withSecrets(sending.body(), integration.settings().getOrDefault("details", ""), "details"));
            event.put("routing_key", settings.routingKey());
            if (sending.maybeRepeat() && event.get("payload") instanceof ObjectNode payload) {
                payload.withObject("custom_details").put("note", "This may be a repeat: Keepwatch does not know whether it arrived before.");
            }
            String key = event.path("dedup_key").asString("");
            return switch (http.post(settings.url(), JSON.writeValueAsString(event), Map.of("Idempotency-Key", sending.id()), settings.access())) {
                case Unanswered(Outcome outcome) -> outcome;
                case Answered answer -> answer.trouble().orElseGet(() -> answer.ok() ? new Sent(receipt(answer, key)) : rejected(answer));
            };
        } catch (UnusableSettingException e) {
            return e.outcome();
        }
    }

    private static String receipt(Answered answer, String key) {
        try {
            return JSON.readTree(answer.body()).path("dedup_key").asString(key);
        } catch (JacksonException _) {
            return key;
        }
    }

    static Rejected rejected(Answered answer) {
        String hint = switch (answer.status()) {
            case 400 -> "check routing_key: it is the integration key of an \"Events API V2\" integration, 32 characters";
            case 401, 403, 404 -> "let url be https://events.pagerduty.com/v2/enqueue, or https://events.eu.pagerduty.com/v2/enqueue in the EU";
            case 413 -> "shorten details of the receiver";
            default -> "look into the answer; PagerDuty does not take what it was sent";
        };
        return new Rejected("PagerDuty: " + answer.told(), hint);
    }
}
