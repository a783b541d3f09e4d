package io.keepwatch.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.keepwatch.settings.Settings.ProcessRole;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalTime;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsLoaderTest {

    @TempDir
    Path directory;

    @Test
    void needs_no_settings_at_all() {
        Settings settings = load(Map.of());

        assertThat(settings.home()).isEqualTo(directory.resolve("data"));
        assertThat(settings.configFile()).isEqualTo(directory.resolve("keepwatch.yaml"));
        assertThat(settings.roles()).containsExactlyInAnyOrder(ProcessRole.COLLECTOR, ProcessRole.CONTROL);
        assertThat(settings.network()).isEqualTo(new Settings.Network("127.0.0.1", 8080, 4317, 4318, null, null, false));
        assertThat(settings.network().loopbackOnly()).isTrue();
        assertThat(settings.clickhouse().embedded()).isTrue();
        assertThat(settings.database().embedded()).isTrue();
        assertThat(settings.demo()).isFalse();
    }

    @Test
    void reads_everything_that_is_set() throws Exception {
        Files.writeString(directory.resolve("otlp"), "from-a-file\n");

        Settings settings = load(Map.of(
                "KEEPWATCH_HOME", "/srv/keepwatch",
                "KEEPWATCH_ROLES", "control",
                "KEEPWATCH_BIND", "0.0.0.0",
                "KEEPWATCH_INSECURE", "true",
                "KEEPWATCH_HTTP_PORT", "0",
                "KEEPWATCH_EXTERNAL_URL", "https://keepwatch.example.org/",
                "KEEPWATCH_CLICKHOUSE_URL", "http://ch:8123",
                "KEEPWATCH_DATABASE_URL", "jdbc:postgresql://db/kw?user=keeper&sslmode=require&password=s%26cret",
                "KEEPWATCH_OTLP_TOKEN", "file:otlp"));

        assertThat(settings.home()).isEqualTo(Path.of("/srv/keepwatch"));
        assertThat(settings.roles()).containsExactly(ProcessRole.CONTROL);
        assertThat(settings.network().loopbackOnly()).isFalse();
        assertThat(settings.network().httpPort()).isZero();
        assertThat(settings.network().externalUrl()).isEqualTo(URI.create("https://keepwatch.example.org/"));
        assertThat(settings.clickhouse().url()).isEqualTo(URI.create("http://ch:8123"));
        assertThat(settings.database().url()).isEqualTo("jdbc:postgresql://db/kw?sslmode=require");
        assertThat(settings.database().user()).isEqualTo("keeper");
        assertThat(settings.database().password().reveal()).isEqualTo("s&cret");
        assertThat(settings.otlpToken().reveal()).isEqualTo("from-a-file");
        assertThat(settings.toString()).doesNotContain("s&cret", "from-a-file");
    }

    @Test
    void reads_who_is_told_and_shows_no_secret() {
        Settings settings = load(Map.of("KEEPWATCH_PAGERDUTY_ROUTING_KEY", "0123456789abcdef0123456789ABCDEF", "KEEPWATCH_SLACK_TOKEN", "xoxb-1-hidden",
                "KEEPWATCH_SLACK_CHANNEL", "#alerts", "KEEPWATCH_SLACK_WEBHOOK_URL", "https://hooks.slack.com/services/hidden",
                "KEEPWATCH_SMTP_URL", "smtps://me%40example.org:p%40ss+hidden@mail.example.org", "KEEPWATCH_DIGEST_TO", "a@example.org, b@example.org",
                "KEEPWATCH_DIGEST_AT", "07:30"));

        Settings.Notifications told = settings.notifications();
        assertThat(told.slackChannel()).isEqualTo("#alerts");
        assertThat(told.digestTo()).containsExactly("a@example.org", "b@example.org");
        assertThat(told.digestAt()).isEqualTo(LocalTime.of(7, 30));
        assertThat(settings.toString()).doesNotContain("hidden", "0123456789abcdef");
        SmtpUrl mail = SmtpUrl.parse(told.smtpUrl().reveal());
        assertThat(mail.password().reveal()).isEqualTo("p@ss+hidden");
        assertThat(mail.toString()).isEqualTo("SmtpUrl[host=mail.example.org, port=465, tlsAtOnce=true, startTls=false, user=me@example.org,"
                + " password=***, from=me@example.org]");
        assertThat(SmtpUrl.parse("smtp://127.0.0.1:2525").startTls()).as("on loopback").isFalse();
        assertThat(SmtpUrl.parse("smtp://mail.example.org")).hasToString("SmtpUrl[host=mail.example.org, port=587, tlsAtOnce=false, startTls=true,"
                + " user=, password=***, from=keepwatch@mail.example.org]");
    }

    @Test
    void a_secret_in_a_file_is_read_at_each_use() throws Exception {
        Path file = Files.writeString(directory.resolve("token"), "old");
        Secret token = load(Map.of("KEEPWATCH_OTLP_TOKEN", "file:" + file)).otlpToken();

        Files.writeString(file, "new\n");

        assertThat(token.matches("new")).isTrue();
        assertThat(token.matches("old")).isFalse();
    }

    @Test
    void an_unknown_variable_that_resembles_none_does_not_stop_the_start() {
        assertThat(load(Map.of("KEEPWATCH_SOMETHING_OF_THE_HOST", "x", "HTTP_PORT", "y"))).isNotNull();
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " -> ", textBlock = """
            KEEPWATCH_HTTP_PORT=70000 -> Cannot use KEEPWATCH_HTTP_PORT=70000 (environment): a port is a number from 0 to 65535, and 0 means any free one
            KEEPWATCH_OTLP_GRPC_PORT=-1 -> Cannot use KEEPWATCH_OTLP_GRPC_PORT=-1 (environment): a port is a number from 0 to 65535, and 0 means any free one
            KEEPWATCH_OTLP_HTTP_PORT=http -> Cannot use KEEPWATCH_OTLP_HTTP_PORT=http (environment): a port is a number from 0 to 65535, and 0 means any free one
            KEEPWATCH_OTLP_HTTP_PORT=8080 -> Cannot use KEEPWATCH_OTLP_HTTP_PORT=8080 (environment): KEEPWATCH_HTTP_PORT has this port already, use another
            KEEPWATCH_HTTP_PROT=80 -> Cannot use KEEPWATCH_HTTP_PROT (environment): no such setting; did you mean KEEPWATCH_HTTP_PORT?
            KEEPWATCH_ADMIN_PASWORD=hunter22 -> Cannot use KEEPWATCH_ADMIN_PASWORD (environment): no such setting; did you mean KEEPWATCH_ADMIN_PASSWORD?
            KEEPWATCH_ADMIN_PASSWORD=short -> Cannot use KEEPWATCH_ADMIN_PASSWORD=*** (environment): use 8 characters or more, and at most 72 bytes
            KEEPWATCH_OTLP_TOKEN=file:/no/such/file -> Cannot use KEEPWATCH_OTLP_TOKEN=*** (environment): the file /no/such/file cannot be read
            KEEPWATCH_CLICKHOUSE_PASSWORD=${NOT_SET} -> Cannot use KEEPWATCH_CLICKHOUSE_PASSWORD=*** (environment): the environment variable NOT_SET is not set
            KEEPWATCH_ROLES=collecter -> Cannot use KEEPWATCH_ROLES=collecter (environment): use collector, control or collector,control
            KEEPWATCH_ROLES=collector -> Cannot use KEEPWATCH_ROLES=collector (environment): a process without both roles cannot use embedded databases; set KEEPWATCH_CLICKHOUSE_URL and KEEPWATCH_DATABASE_URL
            KEEPWATCH_ROLES=control KEEPWATCH_CLICKHOUSE_URL=http://ch:8123 -> Cannot use KEEPWATCH_ROLES=control (environment): a process without both roles cannot use embedded databases; set KEEPWATCH_DATABASE_URL
            KEEPWATCH_BIND=0.0.0.0 -> Cannot use KEEPWATCH_BIND=0.0.0.0 (environment): an address beyond loopback needs KEEPWATCH_OTLP_TOKEN, KEEPWATCH_TLS_CERT and KEEPWATCH_TLS_KEY, or KEEPWATCH_INSECURE=true where something else guards it
            KEEPWATCH_BIND=0.0.0.0 KEEPWATCH_OTLP_TOKEN=abc -> Cannot use KEEPWATCH_BIND=0.0.0.0 (environment): an address beyond loopback needs KEEPWATCH_OTLP_TOKEN, KEEPWATCH_TLS_CERT and KEEPWATCH_TLS_KEY, or KEEPWATCH_INSECURE=true where something else guards it
            KEEPWATCH_BIND=no.such.host.invalid -> Cannot use KEEPWATCH_BIND=no.such.host.invalid (environment): use an address of this machine, e.g. 127.0.0.1, or 0.0.0.0 for all
            KEEPWATCH_INSECURE=yes -> Cannot use KEEPWATCH_INSECURE=yes (environment): use true or false
            KEEPWATCH_EXTERNAL_URL=keepwatch.example.org -> Cannot use KEEPWATCH_EXTERNAL_URL=keepwatch.example.org (environment): use an absolute http or https URL without user and password
            KEEPWATCH_CLICKHOUSE_URL=jdbc:ch://x -> Cannot use KEEPWATCH_CLICKHOUSE_URL=jdbc:ch://x (environment): use an absolute http or https URL without user and password
            KEEPWATCH_DATABASE_URL=jdbc:mysql://u:pw@h/d -> Cannot use KEEPWATCH_DATABASE_URL=*** (environment): use jdbc:postgresql://host:port/database
            KEEPWATCH_TLS_CERT=/etc/hostname -> Cannot use KEEPWATCH_TLS_CERT=/etc/hostname (environment): use a PEM file that holds the certificate chain
            KEEPWATCH_TLS_KEY=/etc/hostname -> Cannot use KEEPWATCH_TLS_KEY=/etc/hostname (environment): use a PEM file that holds an unencrypted PKCS#8 key (BEGIN PRIVATE KEY)
            KEEPWATCH_PAGERDUTY_ROUTING_KEY=abc -> Cannot use KEEPWATCH_PAGERDUTY_ROUTING_KEY=*** (environment): use the integration key of an Events API v2 integration: 32 letters and digits
            KEEPWATCH_SLACK_TOKEN=abc -> Cannot use KEEPWATCH_SLACK_TOKEN=*** (environment): use the bot token of a Slack app, which begins with xoxb-
            KEEPWATCH_SLACK_TOKEN=xoxb-1-2 -> Cannot use KEEPWATCH_SLACK_TOKEN=*** (environment): set KEEPWATCH_SLACK_CHANNEL too, e.g. #alerts
            KEEPWATCH_SLACK_CHANNEL=#alerts -> Cannot use KEEPWATCH_SLACK_CHANNEL=#alerts (environment): set KEEPWATCH_SLACK_TOKEN too
            KEEPWATCH_SLACK_WEBHOOK_URL=hooks.slack.com/x -> Cannot use KEEPWATCH_SLACK_WEBHOOK_URL=*** (environment): use the URL of an incoming webhook, e.g. https://hooks.slack.com/services/…
            KEEPWATCH_SMTP_URL=mail:25 -> Cannot use KEEPWATCH_SMTP_URL=*** (environment): use smtp://user:password@host:587?from=alerts@example.org, or smtps:// where TLS begins at once
            KEEPWATCH_SMTP_URL=smtp://mail?tls=no -> Cannot use KEEPWATCH_SMTP_URL=*** (environment): behind the question mark only from= and require-tls= are known; use smtp://user:password@host:587?from=alerts@example.org, or smtps:// where TLS begins at once
            KEEPWATCH_DIGEST_TO=sre -> Cannot use KEEPWATCH_DIGEST_TO=sre (environment): use mail addresses with commas between them, e.g. sre@example.org
            KEEPWATCH_DIGEST_AT=8 -> Cannot use KEEPWATCH_DIGEST_AT=8 (environment): use a time of the day, e.g. 08:00
            KEEPWATCH_CONFIG=/no/such.yaml -> Cannot use KEEPWATCH_CONFIG=/no/such.yaml (environment): use the path of a file that can be read
            """)
    void refuses_what_cannot_work_in_one_line(String variables, String message) {
        var environment = new HashMap<String, String>();
        for (String variable : variables.split(" ")) {
            String[] parts = variable.split("=", 2);
            environment.put(parts[0], parts[1]);
        }

        var problem = catchThrowableOfType(InvalidSettingException.class, () -> load(environment));

        assertThat(problem).hasMessage(message);
        assertThat(problem.getExitCode()).isEqualTo(2);
    }

    @Test
    void a_value_cannot_break_the_line_nor_fill_the_screen() {
        var problem = catchThrowableOfType(InvalidSettingException.class,
                () -> load(Map.of("KEEPWATCH_HTTP_PORT", "1\n2\u001b[31m" + "x".repeat(5000))));

        assertThat(problem.getMessage()).startsWith("Cannot use KEEPWATCH_HTTP_PORT=1 2?[31mxxx").hasLineCount(1).hasSizeLessThan(250);
    }

    private Settings load(Map<String, String> environment) {
        return SettingsLoader.load(environment, directory);
    }
}
