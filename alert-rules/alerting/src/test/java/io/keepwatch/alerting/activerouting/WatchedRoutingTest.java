package io.keepwatch.alerting.activerouting;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.alerting.FurtherReceiver.Webhook;
import io.keepwatch.alerting.routing.ActiveRouting.Setup;
import io.keepwatch.alerting.routing.Integration;
import io.keepwatch.alerting.routing.Receiver;
import io.keepwatch.alerting.routing.Route;
import io.keepwatch.settings.Secret;
import io.keepwatch.settings.Settings.Notifications;
import io.keepwatch.telemetry.series.Labels;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchedRoutingTest {

    private static final Secret PAGERDUTY = Secret.of("0123456789abcdef0123456789abcdef");
    private static final Secret MAIL = Secret.of("smtp://user:it's%20secret@mail.example.org?from=kw@example.org");
    private static final Labels CRITICAL = Labels.of("alertname", "A", "severity", "critical");
    private static final Labels WARNING = Labels.of("alertname", "A", "severity", "warning");
    private static final String GOOD = "route: {receiver: a}\nreceivers: [{name: a, webhook_configs: [{url: 'http://a.example.org'}]}]\n";

    private final Clock clock = Clock.fixed(Instant.parse("2026-11-21T12:00:00Z"), ZoneOffset.UTC);
    private final List<Optional<Webhook>> further = new ArrayList<>();
    private final List<String> changes = new ArrayList<>();
    private @Nullable Path chosen;

    @TempDir
    private Path folder;

    private WatchedRouting routing(Notifications notifications) {
        var routing = new WatchedRouting(() -> chosen, new BuiltInRouting(notifications, () -> further), folder, clock);
        routing.onChange(() -> changes.add(String.valueOf(routing.current().file())));
        routing.look();
        return routing;
    }

    private static Notifications notifications(@Nullable Secret pagerduty, @Nullable String slackToken, @Nullable String webhook, @Nullable Secret mail) {
        return new Notifications(pagerduty, slackToken == null ? null : Secret.of(slackToken), slackToken == null ? null : "#ops",
                webhook == null ? null : Secret.of(webhook), mail, List.of("sre@example.org"), null);
    }

    private static List<String> told(WatchedRouting routing, Labels alert) {
        return routing.current().config().route().match(alert).stream().map(Route::receiver).toList();
    }

    private static Map<String, Integration> integrations(Setup setup) {
        return setup.config().receivers().stream().filter(receiver -> !receiver.integrations().isEmpty())
                .collect(Collectors.toMap(Receiver::name, receiver -> receiver.integrations().getFirst()));
    }

    @Test
    void without_a_file_what_is_critical_goes_to_pagerduty_and_all_to_slack() {
        WatchedRouting routing = routing(notifications(PAGERDUTY, "xoxb-1", "https://hooks.example.org/x", MAIL));

        assertThat(told(routing, CRITICAL)).containsExactly("pagerduty", "slack");
        assertThat(told(routing, WARNING)).containsExactly("slack");
        Route slack = routing.current().config().route().match(WARNING).getFirst();
        assertThat(slack.groupBy()).containsExactly("alertname", "service");
        assertThat(List.of(slack.groupWait(), slack.groupInterval(), slack.repeatInterval()))
                .containsExactly(Duration.ofSeconds(10), Duration.ofMinutes(1), Duration.ofHours(4));
        Map<String, Integration> integrations = integrations(routing.current());
        assertThat(integrations.values()).allMatch(Integration::sendResolved);
        assertThat(integrations.get("slack").secret("app_token")).extracting(Secret::reveal).as("better than the webhook").isEqualTo("xoxb-1");
        assertThat(integrations.get("slack").text("channel")).isEqualTo("#ops");
        assertThat(integrations.get("pagerduty").secret("routing_key")).extracting(Secret::reveal).isEqualTo(PAGERDUTY.reveal());
        assertThat(integrations.get("email").secret("auth_password")).extracting(Secret::reveal).isEqualTo("it's secret");
        assertThat(integrations.get("email").text("smarthost")).isEqualTo("mail.example.org:587");
    }

    @Test
    void each_works_as_soon_as_it_is_set() {
        assertThat(told(routing(notifications(PAGERDUTY, null, null, null)), CRITICAL)).containsExactly("pagerduty");
        assertThat(told(routing(notifications(PAGERDUTY, null, null, null)), WARNING)).containsExactly("nobody");
        assertThat(told(routing(notifications(null, null, "https://hooks.example.org/x", null)), CRITICAL)).containsExactly("slack");
        assertThat(told(routing(notifications(null, null, null, MAIL)), CRITICAL)).as("better by mail than not at all").containsExactly("email");
        assertThat(told(routing(notifications(PAGERDUTY, null, null, MAIL)), CRITICAL)).containsExactly("pagerduty", "email");
    }

    @Test
    void it_is_known_that_nobody_is_told_until_somebody_is() {
        WatchedRouting routing = routing(Notifications.NONE);
        assertThat(routing.current().tellsNobody()).isTrue();

        further.add(Optional.of(new Webhook("inbox", URI.create("http://127.0.0.1:1/webhook"))));
        routing.look();
        assertThat(routing.current().tellsNobody()).isFalse();
        assertThat(told(routing, WARNING)).containsExactly("inbox");
        assertThat(changes).hasSize(1);
    }

    @Test
    void the_file_is_read_again_when_it_or_a_template_changes_and_a_bad_edit_changes_nothing() throws IOException {
        chosen = Files.writeString(folder.resolve("am.yml"), GOOD);
        WatchedRouting routing = routing(notifications(PAGERDUTY, null, null, null));
        Setup first = routing.current();
        routing.look();
        assertThat(routing.current()).as("nothing changed").isSameAs(first);
        assertThat(first.file()).isEqualTo(chosen.toString());

        Files.writeString(chosen, "route: {receiver: b}\nreceivers: [{name: a}]\n");
        routing.look();
        assertThat(routing.current()).isSameAs(first);
        assertThat(routing.problem()).get().hasToString("Problem[message=Cannot read " + chosen
                + ":1: undefined receiver \"b\" used in route, since=2026-11-21T12:00:00Z]");
        Files.delete(chosen);
        routing.look();
        assertThat(routing.problem().orElseThrow().message()).isEqualTo("Cannot read " + chosen + ": there is no such file");

        Files.writeString(chosen, "templates: ['*.tmpl']\n" + GOOD);
        routing.look();
        assertThat(routing.problem()).isEmpty();
        Files.writeString(folder.resolve("x.tmpl"), "{{ define \"x\" }}");
        routing.look();
        assertThat(routing.problem().orElseThrow().message()).isEqualTo("Cannot use " + chosen + ": template: x.tmpl:1: unexpected EOF");
        Files.writeString(folder.resolve("x.tmpl"), "{{ define \"x\" }}X{{ end }}");
        routing.look();
        assertThat(routing.problem()).isEmpty();
        assertThat(changes).containsOnly(chosen.toString()).hasSize(3);
    }

    @Test
    void what_cannot_be_read_is_told_and_changes_nothing() throws IOException {
        Path key = Files.writeString(folder.resolve("key"), "0123456789abcdef0123456789abcdef");
        WatchedRouting routing = routing(notifications(Secret.inFile(key), null, null, null));
        Files.delete(key);
        routing.look();
        assertThat(routing.problem().orElseThrow().message()).isEqualTo("Cannot use the receivers of the environment: the file " + key + " cannot be read");
        assertThat(told(routing, CRITICAL)).containsExactly("pagerduty");

        chosen = Files.writeString(folder.resolve("am.yml"), "templates: ['x[.tmpl']\n" + GOOD);
        routing.look();
        assertThat(routing.problem().orElseThrow().message()).startsWith("Cannot read " + chosen + ": templates: " + folder.resolve("x[.tmpl")
                + " is no pattern of files: ");
    }

    @Test
    void a_file_that_is_bad_at_the_start_leaves_the_built_in_routes() throws IOException {
        chosen = Files.writeString(folder.resolve("am.yml"), "route: {}");
        WatchedRouting routing = routing(notifications(PAGERDUTY, null, null, null));

        assertThat(routing.problem().orElseThrow().message()).contains("root route must specify a default receiver");
        assertThat(told(routing, CRITICAL)).containsExactly("pagerduty");
        Files.writeString(chosen, GOOD);
        routing.look();
        assertThat(told(routing, CRITICAL)).containsExactly("a");
        chosen = null;
        routing.look();
        assertThat(told(routing, CRITICAL)).containsExactly("pagerduty");
    }
}
