package io.keepwatch.alerting.notifier.email;

import io.keepwatch.alerting.notifier.Message;
import io.keepwatch.alerting.notifier.Notification;
import io.keepwatch.alerting.notifier.Notifier;
import io.keepwatch.alerting.notifier.Outcome;
import io.keepwatch.alerting.notifier.SettingFilling;
import io.keepwatch.alerting.notifier.UnusableSettingException;
import io.keepwatch.alerting.notifier.mail.Mail;
import io.keepwatch.alerting.notifier.mail.MailServer;
import io.keepwatch.alerting.notifier.mail.Postman;
import io.keepwatch.alerting.notifier.wording.AlertWords;
import io.keepwatch.alerting.notifier.wording.GroupWords;
import io.keepwatch.alerting.notifier.wording.Times;
import io.keepwatch.alerting.routing.Integration;
import io.keepwatch.alerting.template.MessageAlert;
import io.keepwatch.alerting.template.MessageTemplates;
import io.keepwatch.settings.ConditionalOnRole;
import io.keepwatch.settings.Settings.ProcessRole;
import io.keepwatch.telemetry.series.Labels;
import java.time.Clock;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Mails each recipient; the mails of a group are one conversation.
@Component("email")
@ConditionalOnRole(ProcessRole.CONTROL)
final class EmailNotifier implements Notifier {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Clock clock;

    EmailNotifier(Clock clock) {
        this.clock = clock;
    }

    @Override
    public String destination(Integration integration) {
        return "email " + integration.text("to") + " by " + integration.text("smarthost");
    }

    /// One for each recipient, so that one whom the server refuses does not keep it from the others.
    @Override
    public List<Message> messages(Notification notification, Integration integration, MessageTemplates templates) {
        var words = GroupWords.of(notification);
        var filling = new SettingFilling(templates, notification.data());
        String to = filling.text(integration.text("to"));
        Set<Labels> firing = new HashSet<>(notification.unsaid());
        Set<Labels> resolved = new HashSet<>();
        for (MessageAlert alert : notification.data().alerts()) {
            (alert.endsAt() == null ? firing : resolved).add(alert.labels());
        }
        return Arrays.stream(to.split(",")).map(String::strip).filter(one -> !one.isEmpty()).map(recipient -> {
            String body = JSON.writeValueAsString(mail(integration, filling, templates, words, to, recipient));
            return new Message(notification.groupKey() + " " + recipient, words.line(), body, firing, resolved, words.isOver());
        }).toList();
    }

    private static Mail mail(Integration integration, SettingFilling filling, MessageTemplates templates, GroupWords words, String to, String recipient) {
        Map<String, String> headers = headers(integration, filling);
        String subject = headers.remove("Subject");
        String text = filling.text(integration.text("text").isEmpty() ? "{{ template \"email.default.text\" . }}" : integration.text("text"));
        boolean html = !integration.settings().containsKey("html") || integration.has("html");
        String setting = integration.has("html") ? integration.text("html") : "{{ template \"email.default.html\" . }}";
        return new Mail(filling.text(integration.text("from")), to, recipient,
                subject == null ? filling.replaced("email.default.subject").orElse(words.change()) : subject, headers, unsaid(words), text,
                html ? templates.html(setting, filling.data()) : "");
    }

    private static Map<String, String> headers(Integration integration, SettingFilling filling) {
        var headers = new LinkedHashMap<String, String>();
        if (integration.settings().get("headers") instanceof Map<?, ?> set) {
            set.forEach((name, value) -> headers.put(canonical(String.valueOf(name)), filling.text(String.valueOf(value))));
        }
        return headers;
    }

    /// `subject` and `Subject` are one header.
    private static String canonical(String name) {
        return Arrays.stream(name.split("-", -1)).map(part -> part.isEmpty() ? part : Character.toUpperCase(part.charAt(0)) + part.substring(1))
                .collect(Collectors.joining("-"));
    }

    private static String unsaid(GroupWords words) {
        if (words.unsaid().isEmpty()) {
            return "";
        }
        return "Fired and resolved before it could be said: " + words.unsaid().stream().limit(20).map(EmailNotifier::unsaid).collect(Collectors.joining("; "))
                + (words.unsaid().size() > 20 ? "; and " + (words.unsaid().size() - 20) + " more" : "") + ".";
    }

    private static String unsaid(AlertWords alert) {
        return alert.title() + ", at " + Times.at(alert.alert().startsAt(), alert.data().at()) + " for " + Times.lasted(alert.lasted());
    }

    @Override
    public Outcome send(Sending sending, Integration integration) throws InterruptedException {
        try {
            Mail mail = JSON.readValue(sending.body(), Mail.class);
            String answers = sending.receipt().matches("<[^>]+>.*") ? sending.receipt().substring(1, sending.receipt().indexOf('>')) : "";
            String id = "keepwatch." + sending.id().replaceAll("[^A-Za-z0-9._-]", "-") + "@" + domain(mail.from());
            return Postman.send(sending.maybeRepeat() ? mail.repeated() : mail, id, answers, clock.instant(), MailServer.of(integration));
        } catch (UnusableSettingException e) {
            return e.outcome();
        }
    }

    private static String domain(String from) {
        String domain = from.replaceFirst(".*@", "").replaceAll("[^A-Za-z0-9.-]", "");
        return domain.isEmpty() ? "keepwatch" : domain;
    }
}
