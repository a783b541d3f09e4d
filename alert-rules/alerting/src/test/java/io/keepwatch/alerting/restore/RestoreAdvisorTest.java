package io.keepwatch.alerting.restore;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.alerting.restore.RestorePoints.Database;
import io.keepwatch.alerting.restore.RestorePoints.RestorePoint;
import io.keepwatch.telemetry.contract.SpanRow;
import io.keepwatch.telemetry.memory.InMemoryTelemetryStore;
import io.keepwatch.telemetry.series.Labels;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RestoreAdvisorTest {

    private static final URI CONSOLE = URI.create("https://watch.example.org/");
    private static final Instant ONSET = Instant.parse("2026-11-21T12:00:30Z");
    private static final Database SHOP = new Database("postgresql", "127.0.0.1", 41635, "shop");
    private static final Database STOCK = new Database("postgresql", "db.internal", 5432, "stock");

    private final InMemoryTelemetryStore store = new InMemoryTelemetryStore();
    private final List<RestorePoint> taken = new ArrayList<>();
    private final List<Database> protects = new ArrayList<>(List.of(STOCK, SHOP));
    private final RestoreAdvisor advisor = new RestoreAdvisor(new RestorePoints() {
        @Override
        public List<Database> databases() {
            return List.copyOf(protects);
        }

        @Override
        public Optional<RestorePoint> newestBefore(Database database, Instant moment) {
            return taken.stream().filter(point -> point.takenAt().isBefore(moment)).max(Comparator.comparing(RestorePoint::takenAt));
        }
    }, store.traces());

    @BeforeEach
    void two_backups_before_and_two_too_late() {
        taken.add(new RestorePoint("first", ONSET.minus(Duration.ofDays(1)), "restored and compared"));
        taken.add(new RestorePoint("second", ONSET.minusSeconds(330), "read to its end"));
        taken.add(new RestorePoint("perhaps damaged", ONSET.minusSeconds(100), "read to its end"));
        taken.add(new RestorePoint("late", ONSET.plusSeconds(1), "read to its end"));
    }

    @Test
    void an_alert_of_a_service_names_the_newest_point_before_its_onset() {
        call("api", SHOP, ONSET.minusSeconds(60));

        var annotations = advisor.annotated(new TreeMap<>(Map.of("summary", "api fails")), Labels.of("alertname", "ServiceErrorShareHigh", "service", "api"),
                ONSET, ONSET.plusSeconds(120), CONSOLE);

        assertThat(annotations).containsExactlyInAnyOrderEntriesOf(Map.of(
                "summary", "api fails",
                "restore_database", "shop on 127.0.0.1:41635",
                "restore_point", "2026-11-21T11:55:00Z",
                "restore_point_age", "5m30s",
                "restore_verification", "read to its end",
                "restore_data_loss_seconds", "450",
                "restore_url", "https://watch.example.org/restores/new?point=second"));
    }

    @Test
    void a_job_is_a_service_with_its_namespace() {
        call("api", SHOP, ONSET.minusSeconds(60));

        assertThat(databases(Labels.of("job", "shop/api"))).containsExactly(SHOP);
    }

    @Test
    void a_service_that_calls_another_server_s_database_of_the_same_name_gets_no_advice() {
        call("api", new Database("postgresql", "127.0.0.1", 5433, "shop"), ONSET.minusSeconds(60));
        call("api", new Database("postgresql", "elsewhere", 41635, "shop"), ONSET.minusSeconds(60));
        call("other", SHOP, ONSET.minusSeconds(60));

        assertThat(databases(Labels.of("service", "api"))).isEmpty();
    }

    @Test
    void the_loopback_has_many_names_and_the_usual_port_goes_without_saying() {
        call("api", new Database("postgresql", "localhost", 41635, "shop"), ONSET.minusSeconds(60));
        store.write(SpanRow.batch(List.of(span("api", ONSET.minusSeconds(50)).with("db.namespace", "stock").with("server.address", "db.internal"),
                span("api", ONSET.minusSeconds(40)).with("db.namespace", "stock").with("server.address", "db.internal"))));

        assertThat(databases(Labels.of("service_name", "api"))).as("the one that is called most first").containsExactly(STOCK, SHOP);
    }

    @Test
    void spans_of_the_older_conventions_count() {
        store.write(SpanRow.batch(List.of(span("api", ONSET.minusSeconds(50))
                .with("db.name", "shop").with("net.peer.name", "127.0.0.1").with("net.peer.port", "41635"))));

        assertThat(databases(Labels.of("service", "api"))).containsExactly(SHOP);
    }

    @Test
    void what_was_called_long_before_or_long_after_does_not_count() {
        call("api", SHOP, ONSET.minus(Duration.ofHours(2)));
        call("api", SHOP, ONSET.plus(Duration.ofHours(2)));

        assertThat(databases(Labels.of("service", "api"))).isEmpty();
    }

    @Test
    void an_alert_that_names_the_database_needs_no_spans() {
        assertThat(databases(Labels.of("server_address", "127.0.0.1", "server_port", "41635"))).containsExactly(SHOP);
        assertThat(databases(Labels.of("server_address", "127.0.0.1", "server_port", "41635", "db_namespace", "shop"))).containsExactly(SHOP);
        assertThat(databases(Labels.of("server_address", "127.0.0.1", "server_port", "41635", "db_namespace", "other"))).isEmpty();
    }

    @Test
    void says_so_when_no_point_is_old_enough() {
        taken.clear();
        taken.add(new RestorePoint("late", ONSET.minusSeconds(100), "read to its end"));

        assertThat(advisor.annotated(new TreeMap<>(), Labels.of("server_address", "127.0.0.1", "server_port", "41635"), ONSET, ONSET, CONSOLE))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "restore_database", "shop on 127.0.0.1:41635", "restore_point", "none from before 2026-11-21T12:00:30Z"));
    }

    @Test
    void a_plan_that_was_removed_is_no_longer_advised() {
        call("api", SHOP, ONSET.minusSeconds(60));
        assertThat(databases(Labels.of("service", "api"))).containsExactly(SHOP);

        protects.remove(SHOP);

        assertThat(databases(Labels.of("service", "api"))).isEmpty();
    }

    @Test
    void a_later_look_replaces_an_earlier_one_and_other_alerts_stay_as_they_are() {
        Labels alert = Labels.of("server_address", "127.0.0.1", "server_port", "41635");
        var first = advisor.annotated(new TreeMap<>(Map.of("summary", "gone")), alert, ONSET, ONSET, CONSOLE);

        assertThat(advisor.annotated(first, alert, ONSET, ONSET.plusSeconds(60), CONSOLE))
                .containsEntry("summary", "gone").containsEntry("restore_data_loss_seconds", "390");
        assertThat(advisor.annotated(first, Labels.of("alertname", "HostCpuHigh", "host_name", "a"), ONSET, ONSET, CONSOLE)).isSameAs(first);
    }

    private List<Database> databases(Labels alert) {
        return advisor.advise(alert, ONSET).stream().map(RestoreAdvice::database).toList();
    }

    private void call(String service, Database database, Instant at) {
        store.write(SpanRow.batch(List.of(span(service, at).with("db.namespace", database.namespace())
                .with("server.address", database.address()).with("server.port", Integer.toString(database.port())))));
    }

    private static SpanRow span(String service, Instant at) {
        String id = "%016x".formatted(at.toEpochMilli() * 31 + service.hashCode());
        return SpanRow.of(id + id, id, service, "SELECT quotes", at).kind("Client").with("db.system.name", "postgresql");
    }
}
