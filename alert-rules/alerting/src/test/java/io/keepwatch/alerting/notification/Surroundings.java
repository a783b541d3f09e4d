package io.keepwatch.alerting.notification;

import io.keepwatch.access.Actor;
import io.keepwatch.alerting.ActiveAlert;
import io.keepwatch.alerting.AlertingSettings;
import io.keepwatch.alerting.RefusedRules;
import io.keepwatch.alerting.RuleGroupStatus;
import io.keepwatch.alerting.RuleGroups;
import io.keepwatch.alerting.Silences;
import io.keepwatch.alerting.evaluation.Alert;
import io.keepwatch.alerting.notifier.Notifier;
import io.keepwatch.alerting.routing.ActiveRouting;
import io.keepwatch.alerting.routing.RoutingConfigReader;
import io.keepwatch.alerting.routing.Silence;
import io.keepwatch.alerting.running.WrittenHistory;
import io.keepwatch.alerting.template.MessageTemplates;
import io.keepwatch.audit.AuditLog;
import io.keepwatch.telemetry.series.Labels;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;

/// What other rooms say, as the test sets it.
final class Surroundings {

    private static final AlertingSettings SETTINGS = new AlertingSettings(List.of(), Map.of(), Duration.ofMinutes(1), Duration.ZERO, Duration.ofMinutes(1),
            1_000, Duration.ofDays(90), 1, null, null, Duration.ofMinutes(2), null, null);

    final List<Silence> silences = new ArrayList<>();
    private final Map<Labels, ActiveAlert> present = new TreeMap<>();
    private ActiveRouting.Setup setup;

    Surroundings(String routing) {
        this.setup = setup(routing);
    }

    private static ActiveRouting.Setup setup(String routing) {
        return new ActiveRouting.Setup(RoutingConfigReader.read(Path.of("am.yml"), routing), MessageTemplates.builtIn(), "am.yml", Instant.EPOCH);
    }

    void route(String routing) {
        setup = setup(routing);
    }

    /// A rule's alert fires and says this.
    void present(Labels alert, String annotation, String text) {
        var now = new Alert(alert, alert, new TreeMap<>(Map.of(annotation, text)), Alert.State.FIRING, 1, Instant.EPOCH, Instant.EPOCH, null, null, null,
                Instant.EPOCH, null);
        present.put(alert, new ActiveAlert(alert.toString(), "rule", now));
    }

    DeliveryRoom.Outside outside(DataSource database, Map<String, Notifier> notifiers, Clock clock) {
        var audit = new AuditLog(JdbcClient.create(database), new JdbcTransactionManager(database), clock);
        return new DeliveryRoom.Outside(new WrittenHistory(database).history(), new Routing(), Silenced::new, Rules::new, notifiers, () -> SETTINGS,
                () -> URI.create("https://watch.example.org"), audit);
    }

    private final class Routing implements ActiveRouting {

        @Override
        public Setup current() {
            return setup;
        }

        @Override
        public Optional<Problem> problem() {
            return Optional.empty();
        }

        @Override
        public void onChange(Runnable listener) {}
    }

    private final class Silenced implements Silences {

        @Override
        public List<Silence> all() {
            return List.copyOf(silences);
        }

        @Override
        public Optional<Silence> find(String id) {
            return silences.stream().filter(silence -> silence.id().equals(id)).findFirst();
        }

        @Override
        public Silence save(Silence silence, Actor actor) {
            silences.add(silence);
            return silence;
        }

        @Override
        public void expire(String id, Actor actor) {
            silences.removeIf(silence -> silence.id().equals(id));
        }
    }

    private final class Rules implements RuleGroups {

        @Override
        public List<RuleGroupStatus> groups() {
            return List.of();
        }

        @Override
        public List<ActiveAlert> alerts() {
            return List.copyOf(present.values());
        }

        @Override
        public List<RefusedRules> refused() {
            return List.of();
        }

        @Override
        public long stamp() {
            return 0;
        }
    }
}
