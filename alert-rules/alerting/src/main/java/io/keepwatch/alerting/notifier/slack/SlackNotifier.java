package io.keepwatch.alerting.notifier.slack;

import io.keepwatch.alerting.notifier.Fingerprints;
import io.keepwatch.alerting.notifier.Message;
import io.keepwatch.alerting.notifier.Notification;
import io.keepwatch.alerting.notifier.Notifier;
import io.keepwatch.alerting.notifier.Outcome;
import io.keepwatch.alerting.notifier.Outcome.Sent;
import io.keepwatch.alerting.notifier.SettingFilling;
import io.keepwatch.alerting.notifier.SettingReader;
import io.keepwatch.alerting.notifier.UnusableSettingException;
import io.keepwatch.alerting.notifier.http.HttpSender;
import io.keepwatch.alerting.notifier.slack.SlackApi.Done;
import io.keepwatch.alerting.notifier.slack.SlackApi.Failed;
import io.keepwatch.alerting.notifier.slack.SlackLayout.Overflow;
import io.keepwatch.alerting.notifier.wording.AlertWords;
import io.keepwatch.alerting.notifier.wording.GroupWords;
import io.keepwatch.alerting.routing.Integration;
import io.keepwatch.alerting.routing.NotifyReason;
import io.keepwatch.alerting.template.MessageTemplates;
import io.keepwatch.settings.ConditionalOnRole;
import io.keepwatch.settings.Settings.ProcessRole;
import io.keepwatch.telemetry.series.Labels;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/// Tells a channel of Slack: by a bot one message for each group, edited at each change, with a reply that says what changed; by an
/// incoming webhook, which can neither edit nor reply, a post for each change.
@Component("slack")
@ConditionalOnRole(ProcessRole.CONTROL)
final class SlackNotifier implements Notifier {

    /// What Slack takes in one channel.
    private static final Duration PACE = Duration.ofSeconds(1);

    private final HttpSender http;

    SlackNotifier(Clock clock) {
        this.http = new HttpSender(clock);
    }

    @Override
    public String destination(Integration integration) {
        String channel = integration.text("channel");
        if (SlackSettings.isBot(integration)) {
            return "slack " + channel;
        }
        try {
            String name = Fingerprints.shortOf(SettingReader.of(integration).secret("api_url"));
            return "slack " + (channel.isEmpty() ? "" : channel + " ") + "(webhook " + name + ")";
        } catch (UnusableSettingException _) {
            return "slack whose api_url cannot be read";
        }
    }

    @Override
    public Duration pace() {
        return PACE;
    }

    @Override
    public List<Message> messages(Notification notification, Integration integration, MessageTemplates templates) {
        var words = GroupWords.of(notification);
        var filling = new SettingFilling(templates, notification.data());
        boolean bot = SlackSettings.isBot(integration);
        boolean templated = SlackAttachment.wanted(integration, filling);
        var layout = new SlackLayout(words);
        Map<String, Object> state = templated ? new SlackAttachment(integration, filling).message() : colored(layout.state(), integration, filling);
        Map<String, Object> change = templated ? state : colored(layout.change(), integration, filling);
        // a new thread shows all that fires, a running one what is new
        boolean begins = notification.receipts().get(notification.groupKey()) == null;
        List<Overflow> overflow = templated ? List.of() : layout.overflow(bot && begins ? words.firing() : words.news());
        Map<String, Object> common = common(integration, filling, templated && !bot);
        List<Message> messages = new ArrayList<>();
        String body = bot ? SlackBody.stored(common, state, reply(change, notification)) : SlackBody.stored(common, change, null);
        messages.add(message(notification, words, body, remaining(words, overflow), words.isOver() && overflow.isEmpty()));
        for (Overflow list : overflow) {
            boolean last = list == overflow.getLast() && words.isOver();
            messages.add(message(notification, words, SlackBody.stored(common, null, Map.of("text", list.text())), list.alerts(), last));
        }
        return messages;
    }

    /// What is new, and what goes on, is shown to the channel too: beneath, only those who follow the thread would see it.
    private static Map<String, Object> reply(Map<String, Object> change, Notification notification) {
        var reply = new LinkedHashMap<>(change);
        if (notification.reason() == NotifyReason.NEW_ALERTS || notification.reason() == NotifyReason.REPEAT) {
            reply.put("reply_broadcast", true);
        }
        return reply;
    }

    private static List<AlertWords> remaining(GroupWords words, List<Overflow> overflow) {
        List<AlertWords> all = new ArrayList<>(words.firing());
        all.addAll(words.ended());
        all.addAll(words.unsaid());
        overflow.forEach(list -> all.removeAll(list.alerts()));
        return all;
    }

    private static Message message(Notification notification, GroupWords words, String body, List<AlertWords> alerts, boolean last) {
        Set<Labels> firing = new HashSet<>();
        Set<Labels> resolved = new HashSet<>();
        for (AlertWords alert : alerts) {
            Labels labels = alert.alert().labels();
            if (alert.alert().endsAt() == null || notification.unsaid().contains(labels)) {
                firing.add(labels);
            }
            if (alert.alert().endsAt() != null) {
                resolved.add(labels);
            }
        }
        return new Message(notification.groupKey(), words.line(), body, firing, resolved, last);
    }

    private static Map<String, Object> common(Integration integration, SettingFilling filling, boolean named) {
        var common = new LinkedHashMap<String, Object>();
        for (String key : List.of("channel", "username", "icon_emoji", "icon_url")) {
            String text = filling.text(integration.text(key).isEmpty() && key.equals("username") && named
                    ? "{{ template \"slack.default.username\" . }}" : integration.text(key));
            if (!text.isEmpty()) {
                common.put(key, text);
            }
        }
        if (Boolean.TRUE.equals(integration.settings().get("link_names"))) {
            common.put("link_names", true);
        }
        return common;
    }

    private static Map<String, Object> colored(Map<String, Object> message, Integration integration, SettingFilling filling) {
        if (integration.has("color") && message.get("attachments") instanceof List<?> attachments && attachments.getFirst() instanceof Map<?, ?> first) {
            var attachment = new LinkedHashMap<Object, Object>(first);
            attachment.put("color", filling.text(integration.text("color")));
            message.put("attachments", List.of(attachment));
        }
        return message;
    }

    @Override
    public Outcome send(Sending sending, Integration integration) throws InterruptedException {
        try {
            var settings = SlackSettings.of(integration);
            var api = new SlackApi(http, settings, sending.id());
            var body = SlackBody.of(sending, settings.bot());
            if (settings.bot()) {
                return new SlackThread(api, SlackThread.Top.of(sending.receipt())).tell(body);
            }
            return switch (api.post(settings.url(), body.first())) {
                case Done _ -> new Sent("ok");
                case Failed failed -> failed.outcome();
            };
        } catch (UnusableSettingException e) {
            return e.outcome();
        }
    }
}
