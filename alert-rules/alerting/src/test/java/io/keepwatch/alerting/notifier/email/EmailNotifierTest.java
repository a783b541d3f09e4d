package io.keepwatch.alerting.notifier.email;

import static io.keepwatch.alerting.notifier.Samples.firing;
import static io.keepwatch.alerting.notifier.Samples.resolved;
import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.keepwatch.alerting.notifier.FakeSmtp;
import io.keepwatch.alerting.notifier.Message;
import io.keepwatch.alerting.notifier.Notifier;
import io.keepwatch.alerting.notifier.Notifier.Sending;
import io.keepwatch.alerting.notifier.NotifierContract;
import io.keepwatch.alerting.notifier.Outcome;
import io.keepwatch.alerting.notifier.Outcome.Rejected;
import io.keepwatch.alerting.notifier.Outcome.Sent;
import io.keepwatch.alerting.notifier.Samples;
import io.keepwatch.alerting.routing.Integration;
import io.keepwatch.alerting.routing.NotifyReason;
import io.keepwatch.alerting.template.MessageTemplates;
import io.keepwatch.telemetry.series.Labels;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimeUtility;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EmailNotifierTest extends NotifierContract {

    private static final MessageTemplates TEMPLATES = MessageTemplates.builtIn();

    private final FakeSmtp smtp = FakeSmtp.start();
    private final FakeSmtp gone = FakeSmtp.start();
    private final Notifier notifier = new EmailNotifier(Clock.fixed(Samples.NOW, ZoneOffset.UTC));

    EmailNotifierTest() {
        gone.close();
        smtp.always("EHLO", "250-fake\r\n250 AUTH PLAIN");
    }

    @AfterEach
    void close() {
        smtp.close();
    }

    @Test
    void the_mails_of_a_group_are_one_conversation_for_each_recipient() throws InterruptedException {
        Integration team = integration(smtp, "to: 'a@example.org, b@example.org'");
        List<Message> first = notifier.messages(Samples.firstOf("HighErrorRate", 1), team, TEMPLATES);
        List<Message> second = notifier.messages(Samples.of(NotifyReason.ALL_RESOLVED, resolved("HighErrorRate", "i1", "critical")), team, TEMPLATES);
        var sent = (Sent) notifier.send(new Sending("7", first.getFirst().body(), "", false), team);
        notifier.send(new Sending("9", second.getFirst().body(), sent.receipt(), false), team);

        assertThat(first).extracting(Message::key).containsExactly(Samples.GROUP + " a@example.org", Samples.GROUP + " b@example.org");
        assertThat(sent.receipt()).isEqualTo("<keepwatch.7@example.org> 250 2.0.0 queued as F1");
        assertThat(smtp.mails()).extracting(mail -> mail.recipients() + " " + mail.header("To") + " " + mail.header("Message-ID") + " "
                + mail.header("In-Reply-To")).containsExactly(
                "[a@example.org] a@example.org, b@example.org <keepwatch.7@example.org> ",
                "[a@example.org] a@example.org, b@example.org <keepwatch.9@example.org> <keepwatch.7@example.org>");
    }

    @Test
    void one_recipient_who_is_refused_does_not_keep_it_from_the_other() throws InterruptedException {
        Integration team = integration(smtp, "to: 'a@example.org, b@example.org'");
        List<Message> messages = notifier.messages(Samples.firstOf("HighErrorRate", 1), team, TEMPLATES);
        smtp.answer("RCPT", "550 5.1.1 no such user");

        assertThat(notifier.send(new Sending("1", messages.getFirst().body(), "", false), team)).isInstanceOf(Rejected.class);
        assertThat(notifier.send(new Sending("2", messages.getLast().body(), "", false), team)).isInstanceOf(Sent.class);
        assertThat(smtp.mails()).singleElement().satisfies(mail -> assertThat(mail.recipients()).containsExactly("b@example.org"));
    }

    @Test
    void a_real_server_takes_it_by_tls_with_a_password_and_reads_text_and_html() throws InterruptedException, MessagingException, IOException {
        var server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTPS));
        server.setUser("sre@example.org", "sre", "hunter2");
        server.start();
        try {
            Integration team = Samples.integration("email_configs: [{to: 'sre@example.org', from: 'Keepwatch <kw@example.org>', smarthost: '127.0.0.1:"
                    + server.getSmtps().getPort() + "', force_implicit_tls: true, auth_username: sre, auth_password: hunter2,"
                    + " tls_config: {insecure_skip_verify: true}, headers: {X-Team: 'größte {{ .Receiver }}'}}]");
            Message message = notifier.messages(Samples.firstOf("HighErrorRate", 2), team, TEMPLATES).getFirst();
            assertThat(notifier.send(new Sending("1", message.body(), "", false), team)).isInstanceOf(Sent.class);

            MimeMessage mail = server.getReceivedMessages()[0];
            assertThat(mail.getSubject()).isEqualTo("🔴 Critical: HighErrorRate on i1 and 1 more");
            assertThat(MimeUtility.decodeText(mail.getHeader("X-Team", null))).isEqualTo("größte team");
            var parts = (MimeMultipart) mail.getContent();
            assertThat(parts.getContentType()).startsWith("multipart/alternative");
            assertThat(parts.getBodyPart(0).getContent().toString()).contains("HighErrorRate on i2");
            assertThat(parts.getBodyPart(1).getContentType()).startsWith("text/html");
            assertThat(parts.getBodyPart(1).getContent().toString()).contains("HighErrorRate on i2", "2 firing");
        } finally {
            server.stop();
        }
    }

    @Test
    void what_the_integration_sets_is_used() {
        Integration team = integration(smtp, "to: a@example.org, headers: {subject: 'Mine: {{ .CommonLabels.alertname }}'}, html: '', text: 'only {{ .Status }}'");
        String body = notifier.messages(Samples.firstOf("HighErrorRate", 2), team, TEMPLATES).getFirst().body();

        assertThat(body).contains("\"subject\":\"Mine: HighErrorRate\"", "\"text\":\"only firing\"", "\"html\":\"\"");
    }

    @Test
    void without_starttls_nothing_is_sent_where_it_is_required() throws InterruptedException {
        Integration team = Samples.integration("email_configs: [{to: a@example.org, from: kw@example.org, smarthost: '" + smtp.address() + "'}]");
        Message message = notifier.messages(Samples.firstOf("HighErrorRate", 1), team, TEMPLATES).getFirst();

        assertThat(notifier.send(new Sending("1", message.body(), "", false), team)).isInstanceOfSatisfying(Rejected.class,
                rejected -> assertThat(rejected.hint()).contains("require_tls"));
        assertThat(smtp.mails()).isEmpty();
    }

    @Test
    void what_fired_and_ended_unsaid_is_said_first() {
        Labels one = firing("HighErrorRate", "i1", "critical").labels();
        Message message = notifier.messages(Samples.of(NotifyReason.FIRST_NOTIFICATION, Set.of(), Set.of(one), Map.of(),
                resolved("HighErrorRate", "i1", "critical")), integration(), TEMPLATES).getFirst();

        assertThat(message.body()).contains("\"notice\":\"Fired and resolved before it could be said: HighErrorRate on i1, at 03:14 UTC for 11 min.\"");
    }

    private static Integration integration(FakeSmtp server, String settings) {
        return Samples.integration("email_configs: [{from: 'Keepwatch <kw@example.org>', smarthost: '" + server.address()
                + "', require_tls: false, auth_username: kw, auth_password: hunter2, " + settings + "}]");
    }

    @Override
    protected Notifier notifier() {
        return notifier;
    }

    @Override
    protected Integration integration() {
        return integration(smtp, "to: sre@example.org");
    }

    @Override
    protected Integration impatient() {
        return integration();
    }

    @Override
    protected Integration toNobody() {
        return integration(gone, "to: sre@example.org");
    }

    @Override
    protected List<String> secrets() {
        return List.of("hunter2", "AGt3AGh1bnRlcjI=");
    }

    @Override
    protected List<Arrived> arrived() {
        return smtp.mails().stream().map(mail -> new Arrived(mail.data().replace("=\r\n", ""), mail.header("Message-ID"))).toList();
    }

    @Override
    protected Optional<Duration> busy() {
        smtp.answer("RCPT", "451 4.7.1 try again later");
        return Optional.empty();
    }

    @Override
    protected Map<String, Runnable> faults() {
        return Map.of("421 at once", () -> smtp.answer("CONNECT", "421 4.3.2 shutting down"), "452", () -> smtp.answer("MAIL", "452 4.3.1 disk full"),
                "451 after the data", () -> smtp.answer("BODY", "451 4.3.0 local error"), "hangs up at once", () -> smtp.answer("CONNECT", ""),
                "password cannot be checked", () -> smtp.answer("AUTH", "454 4.7.0 try again later"));
    }

    @Override
    protected Map<String, Runnable> lostAnswers() {
        return Map.of("hangs up after the data", () -> smtp.answer("BODY", ""));
    }

    @Override
    protected Map<String, Refusal> refusals() {
        return Map.of("recipient", new Refusal(() -> smtp.answer("RCPT", "550 5.1.1 no such user"), "to or from"),
                "sender", new Refusal(() -> smtp.answer("MAIL", "553 5.7.1 not yours"), "to or from"),
                "password", new Refusal(() -> smtp.answer("AUTH", "535 5.7.8 wrong password"), "auth_password"),
                "size", new Refusal(() -> smtp.answer("BODY", "552 5.3.4 too large"), "too large"));
    }
}
