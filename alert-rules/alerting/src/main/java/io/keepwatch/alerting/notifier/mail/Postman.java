package io.keepwatch.alerting.notifier.mail;

import io.keepwatch.alerting.notifier.Outcome;
import io.keepwatch.alerting.notifier.Outcome.Doubtful;
import io.keepwatch.alerting.notifier.Outcome.Rejected;
import io.keepwatch.alerting.notifier.Outcome.Retry;
import io.keepwatch.alerting.notifier.Outcome.Sent;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimeUtility;
import java.io.UnsupportedEncodingException;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.eclipse.angus.mail.util.MailConnectException;
import org.eclipse.angus.mail.util.SocketConnectException;
import org.jspecify.annotations.Nullable;

/// Hands one mail to a server and says what came of it.
public final class Postman {

    private static final Pattern CODE = Pattern.compile("(?m)^([245][0-9]{2})[ -]");
    private static final int LONGEST = 300;

    private Postman() {}

    /// @param messageId without angle brackets: the same mail has the same, so that mail programs show it once
    /// @param answers   the id of the mail that it belongs to; empty when it is the first one
    public static Outcome send(Mail mail, String messageId, String answers, Instant now, MailServer server) throws InterruptedException {
        var session = Session.getInstance(server.properties());
        MimeMessage message;
        InternetAddress recipient;
        try {
            message = message(session, mail, messageId, answers, now);
            recipient = new InternetAddress(mail.recipient(), true);
        } catch (AddressException e) {
            return new Rejected("There is no such address: " + e.getRef(), "correct from or to: an address is written name@example.org");
        } catch (MessagingException e) {
            return new Rejected("The mail cannot be written: " + e.getMessage(), "correct headers of the receiver");
        }
        boolean handedOver = false;
        try (var transport = (SMTPTransport) session.getTransport("smtp")) {
            transport.connect(server.host(), server.port(), server.user().isEmpty() ? null : server.user(), server.user().isEmpty() ? null : server.password());
            handedOver = true;
            transport.sendMessage(message, new InternetAddress[] {recipient});
            return new Sent("<" + messageId + "> " + line(transport.getLastServerResponse()));
        } catch (MessagingException e) {
            interruptedIfAsked();
            return failed(e, handedOver, server);
        }
    }

    private static void interruptedIfAsked() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    private static MimeMessage message(Session session, Mail mail, String messageId, String answers, Instant now) throws MessagingException {
        var message = new MimeMessage(session) {
            @Override
            protected void updateMessageID() throws MessagingException {
                setHeader("Message-ID", "<" + messageId + ">");
            }
        };
        message.setFrom(new InternetAddress(mail.from(), true));
        message.setRecipients(RecipientType.TO, InternetAddress.parse(mail.to(), true));
        message.setSubject(mail.subject().replaceAll("\\s+", " ").strip(), "UTF-8");
        message.setSentDate(Date.from(now));
        message.setHeader("Auto-Submitted", "auto-generated");
        if (!answers.isEmpty()) {
            message.setHeader("In-Reply-To", "<" + answers + ">");
            message.setHeader("References", "<" + answers + ">");
        }
        for (Map.Entry<String, String> header : mail.headers().entrySet()) {
            message.setHeader(header.getKey(), MimeUtility.fold(header.getKey().length() + 2, encoded(header.getValue())));
        }
        var parts = new MimeMultipart("alternative");
        parts.addBodyPart(part(mail.textWithNotice(), "plain"));
        if (!mail.html().isEmpty()) {
            parts.addBodyPart(part(mail.htmlWithNotice(), "html"));
        }
        message.setContent(parts);
        message.saveChanges();
        return message;
    }

    private static String encoded(String value) {
        try {
            return MimeUtility.encodeText(value.replaceAll("[\\r\\n]+", " "), "UTF-8", null);
        } catch (UnsupportedEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static MimeBodyPart part(String text, String subtype) throws MessagingException {
        var part = new MimeBodyPart();
        part.setText(text, "UTF-8", subtype);
        part.setHeader("Content-Transfer-Encoding", "quoted-printable");
        return part;
    }

    /// @param handedOver whether the connection was there, so that the mail itself may have been taken
    private static Outcome failed(MessagingException e, boolean handedOver, MailServer server) {
        for (Throwable cause = e; cause != null; cause = next(cause)) {
            Integer code = code(cause);
            if (code != null) {
                return answered(code, line(String.valueOf(cause.getMessage())), cause instanceof AuthenticationFailedException || !handedOver && code / 100 == 5);
            }
            if (cause instanceof MailConnectException || cause instanceof SocketConnectException || cause instanceof UnknownHostException) {
                return new Retry(null, "Cannot connect to " + server);
            }
            if (cause instanceof AuthenticationFailedException) {
                return new Rejected("Mail server: " + line(String.valueOf(cause.getMessage())), "correct auth_username and auth_password");
            }
        }
        String why = line(String.valueOf(e.getMessage()));
        if (why.contains("STARTTLS")) {
            return new Rejected("Mail server " + server + ": " + why, "it does not encrypt; set require_tls: false where nobody can listen, or use port 465");
        }
        return handedOver ? new Doubtful("The connection to " + server + " broke: " + why) : new Retry(null, "Cannot connect to " + server + ": " + why);
    }

    private static Throwable next(Throwable cause) {
        return cause instanceof MessagingException mail && mail.getNextException() != null ? mail.getNextException() : cause.getCause();
    }

    private static @Nullable Integer code(Throwable cause) {
        return switch (cause) {
            case SMTPAddressFailedException failed -> failed.getReturnCode();
            case SMTPSendFailedException failed when failed.getReturnCode() > 0 -> failed.getReturnCode();
            case AuthenticationFailedException failed -> leading(failed);
            case MessagingException failed -> leading(failed);
            default -> null;
        };
    }

    private static @Nullable Integer leading(MessagingException e) {
        Matcher code = CODE.matcher(String.valueOf(e.getMessage()));
        return code.find() && code.start() == 0 ? Integer.valueOf(code.group(1)) : null;
    }

    private static Outcome answered(int code, String said, boolean access) {
        if (code / 100 == 4 || code == 421) {
            return new Retry(null, "Mail server: " + said);
        }
        String hint = access ? "correct auth_username and auth_password" : switch (code) {
            case 530, 535, 538 -> "set auth_username and auth_password, or correct them";
            case 550, 551, 553 -> "correct to or from: the server does not take this address";
            case 552, 523 -> "shorten the texts of the receiver: the mail is too large";
            default -> "look at the server's answer; it does not take what it was sent";
        };
        return new Rejected("Mail server: " + said, hint);
    }

    private static String line(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        return line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
    }
}
