package io.keepwatch.alerting.running;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.alerting.evaluation.Alert;
import io.keepwatch.alerting.evaluation.AlertNotice;
import io.keepwatch.alerting.evaluation.DataMemory;
import io.keepwatch.alerting.evaluation.Evaluation;
import io.keepwatch.alerting.evaluation.GroupState;
import io.keepwatch.alerting.evaluation.RuleKey;
import io.keepwatch.alerting.evaluation.RuleState;
import io.keepwatch.alerting.restore.RestoreAdvisor;
import io.keepwatch.alerting.restore.RestorePoints;
import io.keepwatch.telemetry.memory.InMemoryTelemetryStore;
import io.keepwatch.telemetry.series.Labels;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RestoreAnnotationsTest {

    private static final Instant ONSET = Instant.parse("2026-11-21T12:00:00Z");
    private static final Instant SLOT = ONSET.plusSeconds(120);
    private static final RuleKey KEY = new RuleKey("Deleted", "{}", 0);

    private final AtomicInteger asked = new AtomicInteger();
    private final RestoreAnnotations annotations = new RestoreAnnotations(new RestoreAdvisor(new RestorePoints() {
        @Override
        public List<Database> databases() {
            return List.of(new Database("postgresql", "db", 5432, "shop"));
        }

        @Override
        public Optional<RestorePoint> newestBefore(Database database, Instant moment) {
            asked.incrementAndGet();
            return Optional.of(new RestorePoint("b1", moment.minusSeconds(60), "read to its end"));
        }
    }, new InMemoryTelemetryStore().traces()), () -> URI.create("https://watch.example.org"));

    @Test
    void what_fires_names_its_restore_point_in_the_state_and_in_what_is_handed_on() {
        Alert firing = alert(Alert.State.FIRING, 1);

        Evaluation after = annotations.addTo(evaluation(List.of(firing, alert(Alert.State.PENDING, 2))), SLOT);

        List<Alert> alerts = after.state().of(KEY).alerts();
        assertThat(alerts.getFirst().annotations()).containsEntry("summary", "rows are gone").containsEntry("restore_data_loss_seconds", "300")
                .containsEntry("restore_url", "https://watch.example.org/restores/new?point=b1");
        assertThat(alerts.getLast().annotations()).as("pending").containsOnlyKeys("summary");
        assertThat(after.notices().getFirst().alert()).isEqualTo(alerts.getFirst());
    }

    @Test
    void a_rule_with_thousands_of_alerts_asks_for_few() {
        annotations.addTo(evaluation(IntStream.range(0, 10_000).mapToObj(number -> alert(Alert.State.FIRING, number)).toList()), SLOT);

        assertThat(asked).hasValueBetween(1, 50);
    }

    private static Evaluation evaluation(List<Alert> alerts) {
        var rule = new RuleState(alerts, Set.of(), DataMemory.NONE, RuleState.Health.GOOD, null, SLOT, Duration.ZERO);
        return new Evaluation(new GroupState(SLOT, Map.of(KEY, rule)),
                alerts.stream().map(alert -> new AlertNotice("Deleted", alert, SLOT.plusSeconds(60))).toList(), 0, List.of());
    }

    private static Alert alert(Alert.State state, int number) {
        Labels labels = Labels.of("alertname", "Deleted", "server_address", "db", "server_port", "5432", "number", Integer.toString(number));
        return new Alert(labels, labels, new TreeMap<>(Map.of("summary", "rows are gone")), state, 1, ONSET, null, null, null, null, SLOT, null);
    }
}
