package io.keepwatch.alerting.notifier.mail;

import io.keepwatch.alerting.notifier.SettingReader;
import io.keepwatch.alerting.notifier.UnusableSettingException;
import io.keepwatch.alerting.notifier.http.TlsTrust;
import io.keepwatch.alerting.routing.Integration;
import io.keepwatch.settings.SmtpUrl;
import java.util.Optional;
import java.util.Properties;

/// How to reach a mail server.
///
/// @param hello     our name for it
/// @param implicit  TLS from the first byte
/// @param startTls  nothing is sent before the connection is encrypted
/// @param user      empty when it does not ask who sends
/// @param password  a secret
/// @param challenge whether the password is the secret of CRAM-MD5
/// @param identity  on whose behalf; mostly empty
/// @param tls       whom to trust
public record MailServer(String host, int port, String hello, boolean implicit, boolean startTls, String user, String password, boolean challenge,
                  String identity, Optional<SettingReader> tls) {

    private static final int SMTPS = 465;
    private static final String CONNECT_MILLIS = "10000";
    private static final String ANSWER_MILLIS = "30000";

    public static MailServer of(SmtpUrl url) {
        return new MailServer(url.host().replaceAll("[\\[\\]]", ""), url.port(), "", url.tlsAtOnce(), url.startTls(), url.user(),
                url.password().reveal(), false, "", Optional.empty());
    }

    /// Of an `email_configs` entry.
    ///
    /// @throws UnusableSettingException when it cannot be used
    public static MailServer of(Integration integration) {
        SettingReader settings = SettingReader.of(integration);
        String host = host(settings);
        int port = port(settings);
        boolean implicit = settings.flag("force_implicit_tls", port == SMTPS);
        String user = settings.text("auth_username");
        String password = settings.secret("auth_password");
        String shared = settings.secret("auth_secret");
        return new MailServer(host, port, settings.text("hello"), implicit, !implicit && settings.flag("require_tls", true), user,
                password.isEmpty() ? shared : password, password.isEmpty() && !shared.isEmpty(), settings.text("auth_identity"),
                settings.map("tls_config"));
    }

    /// `host:port`, which is no secret.
    private static String host(SettingReader settings) {
        String smarthost = settings.text("smarthost");
        return smarthost.substring(0, smarthost.lastIndexOf(':')).replaceAll("[\\[\\]]", "");
    }

    private static int port(SettingReader settings) {
        String smarthost = settings.text("smarthost");
        String port = smarthost.substring(smarthost.lastIndexOf(':') + 1);
        return switch (port) {
            case "smtp" -> 25;
            case "smtps", "submissions" -> SMTPS;
            case "submission" -> 587;
            case String number when number.matches("[0-9]{1,5}") -> Integer.parseInt(number);
            default -> throw new UnusableSettingException("smarthost has no port: " + smarthost, "use e.g. mail.example.org:587");
        };
    }

    /// Of Jakarta Mail.
    Properties properties() {
        var properties = new Properties();
        properties.put("mail.smtp.host", host);
        properties.put("mail.smtp.port", Integer.toString(port));
        properties.put("mail.smtp.connectiontimeout", CONNECT_MILLIS);
        properties.put("mail.smtp.timeout", ANSWER_MILLIS);
        properties.put("mail.smtp.writetimeout", ANSWER_MILLIS);
        properties.put("mail.smtp.localhost", hello.isEmpty() ? "localhost" : hello);
        properties.put("mail.smtp.auth", Boolean.toString(!user.isEmpty()));
        properties.put("mail.smtp.ssl.enable", Boolean.toString(implicit));
        properties.put("mail.smtp.ssl.checkserveridentity", "true");
        properties.put("mail.smtp.starttls.enable", Boolean.toString(startTls));
        properties.put("mail.smtp.starttls.required", Boolean.toString(startTls));
        // the connection is closed at once: nobody waits for a goodbye
        properties.put("mail.smtp.quitwait", "false");
        if (challenge) {
            properties.put("mail.smtp.sasl.enable", "true");
            properties.put("mail.smtp.sasl.mechanisms", "CRAM-MD5");
        }
        if (!identity.isEmpty()) {
            properties.put("mail.smtp.sasl.authorizationid", identity);
        }
        tls.ifPresent(settings -> {
            properties.put("mail.smtp.ssl.socketFactory", TlsTrust.of(settings).getSocketFactory());
            properties.put("mail.smtp.ssl.checkserveridentity", Boolean.toString(!settings.flag("insecure_skip_verify", false)));
        });
        return properties;
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
