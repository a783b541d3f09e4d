package io.keepwatch.telemetry.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.keepwatch.telemetry.TimeRange;
import io.keepwatch.telemetry.services.OperationSummary;
import io.keepwatch.telemetry.services.RedSeries;
import io.keepwatch.telemetry.services.ServiceEdge;
import io.keepwatch.telemetry.services.ServiceEdge.TargetKind;
import io.keepwatch.telemetry.services.ServiceSummary;
import io.keepwatch.telemetry.services.VersionChange;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What every [io.keepwatch.telemetry.services.ServiceReader] must do.
public abstract class ServiceReaderContract extends TelemetryContract {

    @Test
    void aServiceIsSummedUpFromWhatOthersAskedOfIt() {
        write(SpanRow.of(trace(1), span(1), "api", "GET /", at(5)).took(Duration.ofMillis(100)).resource("service.version", "1").resource("service.instance.id", "a"),
                SpanRow.of(trace(2), span(2), "api", "consume", at(65)).kind("Consumer").took(Duration.ofMillis(100)).failed("x").resource("service.version", "2")
                        .resource("service.instance.id", "b"),
                SpanRow.of(trace(2), span(3), "api", "SELECT", at(66)).kind("Client").took(Duration.ofSeconds(9)).resource("service.version", "2").resource("service.instance.id", "b"));
        ServiceSummary api = service("api");
        assertThat(api.requests()).isEqualTo(2);
        assertThat(api.requestRate()).isCloseTo(2 / 3_600.0, within(1e-9));
        assertThat(api.errors()).isEqualTo(1);
        assertThat((double) api.p95Nanos()).isCloseTo(1e8, within(2e7));
        assertThat(api.version()).isEqualTo("2");
        assertThat(api.versionSince()).isEqualTo(at(65));
        assertThat(api.instances()).isEqualTo(2);
        assertThat(api.lastSpan()).isEqualTo(at(66));
        assertThat(api.requestSparkline()).hasSize(60).startsWith(1 / 60.0, 1 / 60.0, 0.0);
        assertThat(api.errorSparkline()).startsWith(0.0, 1.0, Double.NaN);
    }

    @Test
    void aSilentServiceOfTheLastDayIsStillListed() {
        write(SpanRow.of(trace(1), span(1), "silent", "a", at(-3_600)), SpanRow.of(trace(1), span(2), "gone", "a", at(3_600 - 25 * 3_600)),
                SpanRow.of(trace(1), span(3), "later", "a", at(3_601)));
        assertThat(store.services().services(HOUR, 10)).extracting(ServiceSummary::name).containsExactly("silent");
        ServiceSummary silent = service("silent");
        assertThat(silent.requests()).isZero();
        assertThat(silent.p95Nanos()).isZero();
        assertThat(silent.instances()).isZero();
        assertThat(silent.lastSpan()).isEqualTo(at(-3_600));
        assertThat(silent.version()).isEmpty();
    }

    @Test
    void redIsPerStepAndOfOneServiceOrAll() {
        write(SpanRow.of(trace(1), span(1), "api", "a", at(0)).took(Duration.ofMillis(10)), SpanRow.of(trace(1), span(2), "api", "b", at(59)).took(Duration.ofMillis(10)).failed("x"),
                SpanRow.of(trace(1), span(3), "web", "a", at(60)).took(Duration.ofSeconds(2)), SpanRow.of(trace(1), span(4), "api", "a", at(61)).kind("Internal"));
        var range = new TimeRange(at(0), at(180));
        RedSeries api = store.services().red("api", null, range, Duration.ofSeconds(60));
        assertThat(api.start()).isEqualTo(at(0));
        assertThat(api.step()).isEqualTo(Duration.ofSeconds(60));
        assertThat(api.requestRate()).containsExactly(new double[] {2 / 60.0, 0, 0}, within(1e-9));
        assertThat(api.errorRate()).containsExactly(new double[] {1 / 60.0, 0, 0}, within(1e-9));
        assertThat(api.p95()[0]).isCloseTo(1e7, within(2e6));
        assertThat(api.p95()[1]).isNaN();
        assertThat(store.services().red(null, null, range, Duration.ofSeconds(60)).requestRate()).containsExactly(new double[] {2 / 60.0, 1 / 60.0, 0}, within(1e-9));
        assertThat(store.services().red("api", "b", range, Duration.ofSeconds(60)).requestRate()).containsExactly(new double[] {1 / 60.0, 0, 0}, within(1e-9));
        assertThat(store.services().red("api", null, range, Duration.ofSeconds(61)).step()).isEqualTo(Duration.ofSeconds(70));
        assertThat(store.services().red("unknown", null, range, Duration.ofSeconds(60)).requestRate()).containsOnly(0);
    }

    @Test
    void operationsAreWorstFirst() {
        write(SpanRow.of(trace(1), span(1), "api", "fast", at(1)).took(Duration.ofMillis(1)), SpanRow.of(trace(1), span(2), "api", "broken", at(1)).took(Duration.ofMillis(1)).failed("x"),
                SpanRow.of(trace(1), span(3), "api", "slow", at(1)).took(Duration.ofSeconds(1)), SpanRow.of(trace(1), span(4), "api", "query", at(1)).kind("Client").failed("x"),
                SpanRow.of(trace(1), span(5), "web", "other", at(1)));
        List<OperationSummary> operations = store.services().operations("api", HOUR);
        assertThat(operations).extracting(OperationSummary::name).containsExactly("broken", "slow", "fast", "query");
        assertThat(operations.getFirst().errorShare()).isEqualTo(1);
        assertThat(operations.getLast().kind()).isEqualTo("Client");
    }

    @Test
    void edgesJoinCallersWithServicesDatabasesAndBrokers() {
        write(SpanRow.of(trace(1), span(1), "web", "GET", at(60)).kind("Client").took(Duration.ofMillis(50)),
                SpanRow.of(trace(1), span(2), "api", "GET /", at(60.01)).parent(span(1)).failed("x"),
                SpanRow.of(trace(1), span(3), "api", "SELECT", at(60.02)).parent(span(2)).kind("Client").with("db.system.name", "postgresql").with("db.namespace", "quotes"),
                SpanRow.of(trace(1), span(4), "api", "publish", at(60.02)).parent(span(2)).kind("Producer").with("messaging.system", "kafka").with("messaging.destination.name", "mails"));
        List<ServiceEdge> edges = store.services().edges(HOUR);
        assertThat(edges).extracting(e -> e.source() + ">" + e.target() + ":" + e.targetKind()).containsExactlyInAnyOrder(
                "web>api:" + TargetKind.SERVICE, "api>postgresql quotes:" + TargetKind.DATABASE, "api>kafka mails:" + TargetKind.MESSAGING);
        ServiceEdge call = edges.stream().filter(e -> e.source().equals("web")).findFirst().orElseThrow();
        assertThat(call.calls()).isEqualTo(1);
        assertThat(call.callRate()).isCloseTo(1 / 3_600.0, within(1e-9));
        assertThat((double) call.p95Nanos()).isCloseTo(5e7, within(1e7));
        assertThat(store.services().edges(new TimeRange(at(600), at(700)))).isEmpty();
    }

    @Test
    void versionChangesAreFirstAppearances() {
        write(SpanRow.of(trace(1), span(1), "api", "a", at(-10)).resource("service.version", "1"), SpanRow.of(trace(1), span(2), "api", "a", at(100)).resource("service.version", "2"),
                SpanRow.of(trace(1), span(3), "web", "a", at(50)).resource("service.version", "1"), SpanRow.of(trace(1), span(4), "api", "a", at(200)).resource("service.version", "2"),
                SpanRow.of(trace(1), span(5), "db", "a", at(10)));
        assertThat(store.services().versionChanges(HOUR)).containsExactly(new VersionChange("web", "1", at(50)), new VersionChange("api", "2", at(100)));
    }

    @Test
    void anyNameOfAServiceIsKept() {
        SpanRow[] spans = NastyText.ALL.stream().map(text -> SpanRow.of(trace(1), span(text.hashCode() & 0xffff), "s" + text, "op" + text, at(1))
                .resource("service.version", "v" + text)).toArray(SpanRow[]::new);
        write(spans);
        assertThat(store.services().services(HOUR, 10)).extracting(ServiceSummary::name).containsExactlyInAnyOrderElementsOf(NastyText.ALL.stream().map(t -> "s" + t).toList());
        for (String text : NastyText.ALL) {
            assertThat(store.services().operations("s" + text, HOUR)).as(text).extracting(OperationSummary::name).containsExactly("op" + text);
            assertThat(store.services().red("s" + text, "op" + text, HOUR, Duration.ofHours(1)).requestRate()).as(text).containsExactly(new double[] {1 / 3_600.0}, within(1e-12));
        }
    }

    private ServiceSummary service(String name) {
        return store.services().services(HOUR, 60).stream().filter(s -> s.name().equals(name)).findFirst().orElseThrow();
    }
}
