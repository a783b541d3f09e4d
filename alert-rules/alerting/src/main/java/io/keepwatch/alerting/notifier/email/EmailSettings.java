package io.keepwatch.alerting.notifier.email;

import io.keepwatch.alerting.notifier.SettingReader;
import io.keepwatch.alerting.notifier.UnusableSettingException;
import io.keepwatch.alerting.routing.Integration;

/// The mail server of an `email_configs` entry.
record EmailSettings(MailServer server) {

    private static final int SMTPS = 465;

    static EmailSettings of(Integration integration) {
        SettingReader settings = SettingReader.of(integration);
        String host = host(settings);
        int port = port(settings);
        boolean implicit = settings.flag("force_implicit_tls", port == SMTPS);
        String user = settings.text("auth_username");
        String password = settings.secret("auth_password");
        String shared = settings.secret("auth_secret");
        return new EmailSettings(new MailServer(host, port, settings.text("hello"), implicit, !implicit && settings.flag("require_tls", true),
                user, password.isEmpty() ? shared : password, password.isEmpty() && !shared.isEmpty(), settings.text("auth_identity"),
                settings.map("tls_config")));
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
}
