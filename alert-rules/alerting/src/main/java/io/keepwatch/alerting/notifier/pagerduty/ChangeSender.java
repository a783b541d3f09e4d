package io.keepwatch.alerting.notifier.pagerduty;

import io.keepwatch.alerting.notifier.Outcome;
import io.keepwatch.alerting.notifier.Outcome.Sent;
import io.keepwatch.alerting.notifier.UnusableSettingException;
import io.keepwatch.alerting.notifier.http.HttpAnswer.Answered;
import io.keepwatch.alerting.notifier.http.HttpAnswer.Unanswered;
import io.keepwatch.alerting.notifier.http.HttpSender;
import io.keepwatch.alerting.routing.Integration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/// Tells PagerDuty of a change: it pages nobody and stands beside the incidents of the service.
public record ChangeSender(HttpSender http) {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int LONGEST_SUMMARY = 1024;

    public Outcome send(Change change, Integration integration) throws InterruptedException {
        try {
            var settings = PagerDutySettings.of(integration);
            var payload = new LinkedHashMap<String, Object>();
            payload.put("summary", PagerDutyEvent.clipped(change.summary(), LONGEST_SUMMARY));
            payload.put("timestamp", change.at().toString());
            payload.put("source", change.source());
            payload.put("custom_details", change.details());
            String body = JSON.writeValueAsString(Map.of("routing_key", settings.routingKey(), "payload", payload,
                    "links", List.of(Map.of("href", change.address(), "text", "In Keepwatch"))));
            return switch (http.post(settings.changes(), body, Map.of(), settings.access())) {
                case Unanswered(Outcome outcome) -> outcome;
                case Answered answer -> answer.trouble().orElseGet(() -> answer.ok() ? new Sent(answer.told()) : PagerDutyNotifier.rejected(answer));
            };
        } catch (UnusableSettingException e) {
            return e.outcome();
        }
    }
}
