package io.keepwatch.observability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import io.keepwatch.settings.Secret;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.trace.v1.Span;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OwnTelemetryTest {

    private final SelfMarker self = new SelfMarker();
    private final PrometheusRegistry metrics = new PrometheusRegistry();
    private final LoggerContext logging = new LoggerContext();
    private Receiver receiver;
    private OwnTelemetry telemetry;

    @BeforeEach
    void start() throws Exception {
        receiver = new Receiver();
        telemetry = new OwnTelemetry(metrics, self, Secret.of("sesame"), "instance-1", "1.2.3", Duration.ofMillis(20));
        var bridge = new LogBridge(telemetry.sdk().getLogsBridge());
        bridge.setContext(logging);
        bridge.start();
        logging.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(bridge);
        logging.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.TRACE);
    }

    @AfterEach
    void stop() {
        telemetry.close();
        receiver.close();
    }

    @Test
    void arrives_as_one_service_marked_as_our_own_and_with_the_token() {
        Counter.builder().name("keepwatch_things_total").register(metrics).inc(3);
        telemetry.sendTo(receiver.endpoint());
        tracer().spanBuilder("work").startSpan().end();
        logger("io.keepwatch.some").info("said");

        await().until(() -> !receiver.spans().isEmpty() && !receiver.logRecords().isEmpty());
        telemetry.close(); // sends the metrics of the last interval

        assertThat(receiver.spans()).extracting(Span::getName).containsExactly("work");
        assertThat(receiver.metrics()).extracting(Metric::getName).contains("keepwatch_things");
        assertThat(receiver.resources()).allSatisfy(resource -> assertThat(resource.getAttributesList())
                .extracting(KeyValue::getKey, attribute -> attribute.getValue().getStringValue())
                .contains(tuple("service.name", "keepwatch"),
                        tuple("service.version", "1.2.3"),
                        tuple("service.instance.id", "instance-1")));
        assertThat(receiver.header(SelfMarker.HEADER)).isNotEmpty().allMatch(self::matches);
        assertThat(receiver.header("authorization")).containsOnly("Bearer sesame");
    }

    @Test
    void waits_for_the_port_and_loses_nothing_that_fits() {
        for (int i = 0; i < 100; i++) {
            tracer().spanBuilder("early").startSpan().end();
        }
        telemetry.sendTo(receiver.endpoint());

        await().untilAsserted(() -> assertThat(receiver.spans()).hasSize(100));
    }

    @Test
    void is_silent_about_taking_in_itself() {
        telemetry.sendTo(receiver.endpoint());
        try (var _ = self.suppress()) {
            var span = tracer().spanBuilder("take in").startSpan();
            try (var _ = span.makeCurrent()) {
                tracer().spanBuilder("insert").startSpan().end();
                logger("io.keepwatch.ingest").error("cannot insert");
            }
            span.end();
        }
        tracer().spanBuilder("other").startSpan().end();
        logger("io.keepwatch.ingest").error("other");
        telemetry.close();

        assertThat(receiver.spans()).extracting(Span::getName).containsExactly("other");
        assertThat(receiver.logRecords()).extracting(record -> record.getBody().getStringValue()).containsExactly("other");
    }

    @Test
    void takes_warnings_of_all_and_information_of_ours_and_nothing_of_the_exporters() {
        telemetry.sendTo(receiver.endpoint());
        logger("org.example").info("their information");
        logger("org.example").warn("their warning");
        logger("io.keepwatch.rules").debug("our detail");
        logger("io.keepwatch.rules").info("our {}", "information");
        logger("io.opentelemetry.exporter.internal").error("cannot export");
        logger("io.keepwatch.observability.OwnTelemetry").error("cannot export");
        telemetry.close();

        assertThat(receiver.logRecords()).extracting(record -> record.getBody().getStringValue())
                .containsExactlyInAnyOrder("their warning", "our information"); // two batches may overtake each other
    }

    @Test
    void carries_the_trace_the_severity_and_the_exception() {
        telemetry.sendTo(receiver.endpoint());
        var span = tracer().spanBuilder("work").startSpan();
        try (var _ = span.makeCurrent()) {
            logger("io.keepwatch.some").error("cannot", new IllegalStateException("because"));
        } finally {
            span.end();
        }
        telemetry.close();

        LogRecord record = receiver.logRecords().getFirst();
        assertThat(record.getSeverityText()).isEqualTo("ERROR");
        assertThat(record.getTraceId()).isEqualTo(receiver.spans().getFirst().getTraceId());
        assertThat(record.getAttributesList()).extracting(KeyValue::getKey)
                .contains("exception.type", "exception.message", "exception.stacktrace", "thread.name");
    }

    @Test
    void a_message_that_repeats_for_ever_passes_a_few_times_a_minute() {
        telemetry.sendTo(receiver.endpoint());
        for (int i = 0; i < 500; i++) {
            logger("io.keepwatch.ingest").warn("Cannot insert batch {}", i);
        }
        logger("io.keepwatch.ingest").warn("something else");
        telemetry.close();

        assertThat(receiver.logRecords()).hasSizeBetween(11, 21); // 21 when the minute turned
        assertThat(receiver.logRecords()).extracting(record -> record.getBody().getStringValue()).contains("something else");
    }

    @Test
    void nobody_listening_stops_nothing() {
        String endpoint = receiver.endpoint();
        receiver.close();
        telemetry.sendTo(endpoint);
        for (int i = 0; i < 10_000; i++) {
            tracer().spanBuilder("lost").startSpan().end();
        }
        telemetry.close();
        tracer().spanBuilder("after the end").startSpan().end();

        assertThat(receiver.spans()).isEmpty();
    }

    private Tracer tracer() {
        return telemetry.sdk().getTracer("test");
    }

    private Logger logger(String name) {
        return logging.getLogger(name);
    }
}
