package io.keepwatch.ui.alerts;

import io.keepwatch.access.Actor;
import io.keepwatch.alerting.Deliveries;
import io.keepwatch.alerting.Delivery;
import io.keepwatch.alerting.Delivery.State;
import io.keepwatch.alerting.RoutedAlerts;
import io.keepwatch.alerting.Silences;
import io.keepwatch.alerting.notifier.Message;
import io.keepwatch.alerting.notifier.Notification;
import io.keepwatch.alerting.notifier.Notifier;
import io.keepwatch.alerting.notifier.Outcome;
import io.keepwatch.alerting.routing.ActiveRouting;
import io.keepwatch.alerting.routing.Integration;
import io.keepwatch.alerting.routing.MatcherText;
import io.keepwatch.alerting.routing.NotifyReason;
import io.keepwatch.alerting.routing.RoutedAlert;
import io.keepwatch.alerting.routing.RoutingConfigReader;
import io.keepwatch.alerting.routing.Silence;
import io.keepwatch.alerting.template.MessageTemplates;
import io.keepwatch.telemetry.series.Labels;
import io.keepwatch.ui.TestConsole;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// Silences, routes and deliveries, as a test sets them up.
public final class NotificationInMemory {

    private static final Instant NOW = TestConsole.NOW;
    private static final String ROUTING = """
            route:
              receiver: chat
              group_by: [alertname]
              routes:
              - {receiver: pager, matchers: ['severity="critical"'], continue: true}
              - {receiver: chat, matchers: ['service=~"shop-.*"']}
            receivers:
            - {name: chat, slack_configs: [{channel: '#shops', api_url: 'http://chat/hook'}]}
            - {name: pager, webhook_configs: [{url: 'http://pager/'}]}
            - {name: bird, pushover_configs: [{user_key: a, token: b}]}
            """;

    public final List<Silence> silences = new CopyOnWriteArrayList<>();
    public final List<Delivery> deliveries = new CopyOnWriteArrayList<>();
    public final List<Deliveries.Trouble> troubles = new CopyOnWriteArrayList<>();
    public final List<RoutedAlerts.Group> groups = new CopyOnWriteArrayList<>();
    /// What was asked for, and by whom.
    public final List<String> done = new CopyOnWriteArrayList<>();
    public volatile String routing = ROUTING;
    public volatile Optional<ActiveRouting.Problem> problem = Optional.empty();

    public Silence silence(String id, String matchers, Duration start, Duration end, String comment) {
        var silence = new Silence(id, MatcherText.parse(matchers), NOW.plus(start), NOW.plus(end), NOW, "jane", comment);
        silences.add(silence);
        return silence;
    }

    public Delivery delivery(long id, String receiver, State state, String outcome, Labels alert) {
        String receipt = state == State.SENT ? outcome : "";
        List<Delivery.Attempt> attempts = outcome.isEmpty() ? List.of() : List.of(new Delivery.Attempt(NOW.minusSeconds(50), state == State.SENT, outcome));
        var delivery = new Delivery(id, "{}:{}", receiver, receiver + "/webhook/0", "webhook " + receiver, NotifyReason.FIRST_NOTIFICATION, state,
                "[FIRING:1] " + alert.get("alertname"), "{\"text\": \"it burns\"}", Set.of(alert), Set.of(), NOW.minusSeconds(60), null,
                state == State.SENT ? NOW.minusSeconds(50) : null, receipt, false, null, attempts);
        deliveries.addFirst(delivery);
        return delivery;
    }

    public static RoutedAlerts.Member member(Labels labels) {
        return new RoutedAlerts.Member(new RoutedAlert(labels, new TreeMap<>(), NOW.minusSeconds(60), NOW.plus(Duration.ofDays(1)), false, "", NOW),
                Optional.empty());
    }

    public Silences silences() {
        return new Silences() {
            @Override
            public List<Silence> all() {
                return silences.stream().sorted(Comparator.comparing(one -> one.state(NOW) == Silence.State.EXPIRED)).toList();
            }

            @Override
            public Optional<Silence> find(String id) {
                return silences.stream().filter(one -> one.id().equals(id)).findFirst();
            }

            @Override
            public Silence save(Silence silence, Actor actor) {
                silence.check();
                done.add(actor.name() + " saves " + MatcherText.write(silence.matchers()) + " until " + silence.endsAt() + ": " + silence.comment());
                String id = silence.id().isEmpty() ? "new" + silences.size() : silence.id();
                var kept = new Silence(id, silence.matchers(), silence.startsAt(), silence.endsAt(), NOW, silence.createdBy(), silence.comment());
                silences.removeIf(one -> one.id().equals(id));
                silences.add(kept);
                return kept;
            }

            @Override
            public void expire(String id, Actor actor) {
                Silence one = find(id).orElseThrow();
                done.add(actor.name() + " expires " + id);
                silences.remove(one);
                silences.add(new Silence(id, one.matchers(), one.startsAt(), NOW, NOW, one.createdBy(), one.comment()));
            }
        };
    }

    public RoutedAlerts routed() {
        return new RoutedAlerts() {
            @Override
            public List<Group> groups() {
                return List.copyOf(groups);
            }

            @Override
            public void post(List<RoutedAlert> alerts) {
                throw new UnsupportedOperationException("nobody posts alerts to the console");
            }
        };
    }

    public Deliveries deliveries() {
        return new Deliveries() {
            @Override
            public List<Delivery> list(Scope scope) {
                return deliveries.stream().filter(one -> !one.createdAt().isBefore(scope.from()) && one.createdAt().isBefore(scope.to()))
                        .filter(one -> scope.receiver() == null || scope.receiver().equals(one.receiver()))
                        .filter(one -> scope.alert() == null || one.firing().contains(scope.alert()) || one.resolved().contains(scope.alert()))
                        .filter(one -> !scope.onlyTroubled() || one.state() != State.SENT).limit(scope.limit()).toList();
            }

            @Override
            public Optional<Delivery> find(long id) {
                return deliveries.stream().filter(one -> one.id() == id).findFirst();
            }

            @Override
            public List<Trouble> troubles() {
                return List.copyOf(troubles);
            }

            @Override
            public void retry(long id, Actor actor) {
                done.add(actor.name() + " tries " + id + " again");
            }

            @Override
            public List<Long> test(String receiver, Actor actor) {
                if (receiver.equals("lost")) {
                    throw new NoSuchElementException("There is no receiver " + receiver);
                }
                done.add(actor.name() + " tests " + receiver);
                delivery(900, receiver, State.SENT, "accepted as 4711", Labels.of("alertname", "KeepwatchTest"));
                return List.of(900L);
            }
        };
    }

    public ActiveRouting routing() {
        return new ActiveRouting() {
            @Override
            public Setup current() {
                return new Setup(RoutingConfigReader.read(Path.of("/routing/alertmanager.yml"), routing), MessageTemplates.builtIn(), "/routing/alertmanager.yml",
                        NOW.minus(Duration.ofHours(1)));
            }

            @Override
            public Optional<Problem> problem() {
                return problem;
            }

            @Override
            public void onChange(Runnable listener) {
                throw new UnsupportedOperationException("the console asks each time");
            }
        };
    }

    /// A way that nobody is told by.
    public static Notifier notifier(String kind) {
        return new Silent(kind);
    }

    private record Silent(String kind) implements Notifier {
        @Override
        public String destination(Integration integration) {
            return kind + " " + (kind.equals("slack") ? integration.text("channel") : "pager");
        }

        @Override
        public List<Message> messages(Notification notification, Integration integration, MessageTemplates templates) {
            return new ArrayList<>();
        }

        @Override
        public Outcome send(Sending sending, Integration integration) {
            return new Outcome.Sent("");
        }
    }
}
