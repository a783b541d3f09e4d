package io.keepwatch.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keepwatch.ingest.IngestResult.Accepted;
import io.keepwatch.ingest.IngestResult.Invalid;
import io.keepwatch.ingest.IngestResult.Overloaded;
import io.keepwatch.ingest.IngestResult.Partial;
import io.keepwatch.ingest.IngestResult.TooLarge;
import io.keepwatch.ingest.IngestResult.Unavailable;
import io.keepwatch.ingest.Rejections.Reason;
import io.keepwatch.observability.SelfMarker;
import io.keepwatch.telemetry.StoreUnavailableException;
import io.keepwatch.telemetry.batch.LogBatch;
import io.keepwatch.telemetry.batch.TelemetryBatch;
import io.keepwatch.telemetry.batch.TelemetryWriter;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IngestPipelineTest {

    private static final int KIB = 1 << 10;

    private final AtomicInteger joined = new AtomicInteger();
    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
    private final GatedWriter writer = new GatedWriter();
    private final IngestLimits limits = new IngestLimits(8 * KIB, 16 * KIB, 4 * KIB, 64 * KIB, 5, 1L << 20, Duration.ofMillis(50), 1, Duration.ofSeconds(20));
    private final InMemorySpanExporter spans = InMemorySpanExporter.create();
    private final OpenTelemetry telemetry = OpenTelemetrySdk.builder()
            .setTracerProvider(SdkTracerProvider.builder().addSpanProcessor(SimpleSpanProcessor.create(spans)).build()).build();
    private final IngestPipeline pipeline = new IngestPipeline(writer, limits, new IngestMetrics(new PrometheusRegistry()), telemetry, new SelfMarker());

    @AfterEach
    void stop() {
        writer.gate.release(1000);
        pipeline.close();
        callers.close();
    }

    @Test
    void a_request_is_answered_when_its_batch_is_inserted_and_not_before() {
        var answer = submit(request("a"));
        await().until(() -> writer.waiting() == 1);
        assertThat(answer).isNotDone();
        writer.gate.release();
        assertThat(answer).succeedsWithin(Duration.ofSeconds(10)).isEqualTo(new Accepted());
        assertThat(writer.written).containsExactly(List.of("a"));
    }

    @Test
    void requests_that_come_during_an_insert_share_the_next_one() {
        var first = submit(request("a"));
        await().until(() -> writer.waiting() == 1);
        var others = List.of(submit(request("b")), submit(request("c")), submit(request("d")));
        await().until(() -> inFlight() >= 4);
        writer.gate.release(2);
        assertThat(first).succeedsWithin(Duration.ofSeconds(10));
        others.forEach(other -> assertThat(other).succeedsWithin(Duration.ofSeconds(10)).isEqualTo(new Accepted()));
        assertThat(writer.written).hasSize(2);
        assertThat(writer.written.get(1)).containsExactlyInAnyOrder("b", "c", "d");
    }

    @Test
    void a_full_batch_takes_no_more_requests() {
        submit(request("a"));
        await().until(() -> writer.waiting() == 1);
        var many = IntStream.range(0, 12).mapToObj(i -> submit(request("x" + i))).toList();
        await().until(() -> inFlight() >= 13);
        writer.gate.release(100);
        many.forEach(one -> assertThat(one).succeedsWithin(Duration.ofSeconds(10)));
        assertThat(writer.written).allSatisfy(batch -> assertThat(batch).hasSizeLessThanOrEqualTo(limits.batchRows()));
        assertThat(writer.written.stream().mapToInt(List::size).sum()).isEqualTo(13);
    }

    @Test
    void beyond_the_budget_requests_are_refused_at_once_and_the_others_stay() {
        var inside = submit(request("x".repeat(7 * KIB)));
        await().until(() -> writer.waiting() == 1);
        var more = IntStream.range(0, 20).mapToObj(i -> submit(request("y".repeat(7 * KIB)))).toList();
        await().until(() -> more.stream().anyMatch(CompletableFuture::isDone));
        assertThat(inside).isNotDone();
        writer.gate.release(100);
        assertThat(inside).succeedsWithin(Duration.ofSeconds(10)).isEqualTo(new Accepted());
        var answers = more.stream().map(CompletableFuture::join).toList();
        assertThat(answers).hasAtLeastOneElementOfType(Overloaded.class).allMatch(answer -> answer instanceof Overloaded || answer instanceof Accepted);
        long accepted = answers.stream().filter(Accepted.class::isInstance).count();
        assertThat(writer.written.stream().mapToInt(List::size).sum()).isEqualTo((int) accepted + 1);
        assertThat(pipeline.hasRoomFor(limits.budgetBytes())).as("everything was given back").isTrue();
    }

    @Test
    void a_request_above_the_limit_is_too_large() {
        assertThat(pipeline.accept(request("x".repeat(9 * KIB)))).isInstanceOf(TooLarge.class);
    }

    @Test
    void bad_records_are_left_out_and_the_sender_is_told() {
        writer.gate.release();
        assertThat(pipeline.accept(request("good", "bad", "bad"))).isEqualTo(
                new Partial(2, "2 of the log records were rejected: 2 × a bad record"));
        assertThat(writer.written).containsExactly(List.of("good"));
        assertThat(pipeline.accept(request("bad"))).as("nothing to insert, nothing to wait for").isInstanceOf(Partial.class);
        assertThat(pipeline.accept(request())).isEqualTo(new Accepted());
    }

    @Test
    void while_the_store_is_down_the_sender_is_told_when_to_come_back() {
        writer.gate.release(10);
        writer.fault = new StoreUnavailableException("ClickHouse does not answer", Duration.ofSeconds(3), null);
        assertThat(pipeline.accept(request("a"))).isEqualTo(new Unavailable(Duration.ofSeconds(3), "ClickHouse does not answer"));
        writer.fault = null;
        assertThat(pipeline.accept(request("a"))).isEqualTo(new Accepted());
    }

    @Test
    void only_the_request_that_the_store_refuses_is_refused() {
        var first = submit(request("a"));
        await().until(() -> writer.waiting() == 1);
        var good = List.of(submit(request("b")), submit(request("c", "bad")), submit(request("d")));
        var guilty = submit(request("poison"));
        await().until(() -> inFlight() >= 5);
        writer.gate.release(100);
        assertThat(first).succeedsWithin(Duration.ofSeconds(10));
        assertThat(guilty).succeedsWithin(Duration.ofSeconds(10)).isEqualTo(new Invalid("The store refuses these log records: poisoned"));
        assertThat(good.get(0)).succeedsWithin(Duration.ofSeconds(10)).isEqualTo(new Accepted());
        assertThat(good.get(1)).succeedsWithin(Duration.ofSeconds(10)).isInstanceOf(Partial.class);
        assertThat(good.get(2)).succeedsWithin(Duration.ofSeconds(10)).isEqualTo(new Accepted());
        assertThat(writer.written.stream().flatMap(List::stream)).containsExactlyInAnyOrder("a", "b", "c", "d");
    }

    @Test
    void a_store_that_refuses_everything_is_no_fault_of_the_senders() {
        var first = submit(request("a"));
        await().until(() -> writer.waiting() == 1);
        var others = List.of(submit(request("poison")), submit(request("poison")), submit(request("poison")));
        await().until(() -> inFlight() >= 4);
        writer.gate.release(100);
        assertThat(first).succeedsWithin(Duration.ofSeconds(10));
        others.forEach(other -> assertThat(other).succeedsWithin(Duration.ofSeconds(10)).isInstanceOf(Unavailable.class));
    }

    @Test
    void an_error_in_the_translation_rolls_the_whole_request_back() {
        writer.gate.release(10);
        assertThat(pipeline.accept(request("one", "two", "broken"))).isInstanceOf(Invalid.class);
        assertThat(pipeline.accept(request("three"))).isEqualTo(new Accepted());
        assertThat(writer.written).containsExactly(List.of("three"));
    }

    @Test
    void our_own_telemetry_is_stored_without_making_more_of_it() {
        writer.gate.release(10);
        assertThat(pipeline.accept(request(true, "a"))).isEqualTo(new Accepted());
        assertThat(writer.written).containsExactly(List.of("a"));
        assertThat(spans.getFinishedSpanItems()).isEmpty();
        pipeline.accept(request(false, "b"));
        assertThat(spans.getFinishedSpanItems()).hasSize(1);
    }

    @Test
    void a_stop_answers_what_was_taken_in_and_takes_in_no_more() {
        var taken = submit(request("a"));
        await().until(() -> writer.waiting() == 1);
        var batched = submit(request("b"));
        await().until(() -> inFlight() >= 2);
        var closing = CompletableFuture.runAsync(pipeline::close, callers);
        await().until(() -> pipeline.accept(request("late")) instanceof Unavailable);
        writer.gate.release(10);
        assertThat(closing).succeedsWithin(Duration.ofSeconds(10));
        assertThat(taken).succeedsWithin(Duration.ofSeconds(10)).isEqualTo(new Accepted());
        assertThat(batched).succeedsWithin(Duration.ofSeconds(10)).isEqualTo(new Accepted());
    }

    /// Requests that have been translated into a batch.
    private int inFlight() {
        return joined.get();
    }

    private CompletableFuture<IngestResult> submit(Delivery delivery) {
        return CompletableFuture.supplyAsync(() -> pipeline.accept(delivery), callers);
    }

    /// A request of log records with these bodies; `bad` is rejected, `broken` breaks the translation.
    private Delivery request(String... bodies) {
        return request(false, bodies);
    }

    private Delivery request(boolean own, String... bodies) {
        return new Delivery() {
            @Override
            public Signal signal() {
                return Signal.LOGS;
            }

            @Override
            public String transport() {
                return "test";
            }

            @Override
            public String operation() {
                return "test";
            }

            @Override
            public int wireBytes() {
                return List.of(bodies).stream().mapToInt(String::length).sum();
            }

            @Override
            public boolean ownTelemetry() {
                return own;
            }

            @Override
            public Content open(Room room) {
                return (batch, rejections) -> {
                    for (String body : bodies) {
                        switch (body) {
                            case "bad" -> rejections.add(Reason.INVALID_VALUE, "a bad record");
                            case "broken" -> throw new IllegalStateException("a fault of ours");
                            default -> append(body, (LogBatch) batch);
                        }
                    }
                    joined.incrementAndGet();
                };
            }
        };
    }

    private static void append(String body, LogBatch batch) {
        batch.timestamp.append(1);
        batch.traceId.appendEmpty();
        batch.spanId.appendEmpty();
        batch.traceFlags.append(0);
        batch.severityText.append("");
        batch.severityNumber.append(0);
        batch.serviceName.append("s");
        batch.body.append(body);
        batch.resourceSchemaUrl.append("");
        batch.resourceAttributes.appendEmpty();
        batch.scopeSchemaUrl.append("");
        batch.scopeName.append("");
        batch.scopeVersion.append("");
        batch.scopeAttributes.appendEmpty();
        batch.logAttributes.appendEmpty();
        batch.eventName.append("");
        batch.endRow();
    }

    /// A store that waits for a permit before each insert, and refuses poison.
    private static final class GatedWriter implements TelemetryWriter {

        final Semaphore gate = new Semaphore(0);
        final List<List<String>> written = new CopyOnWriteArrayList<>();
        volatile StoreUnavailableException fault;

        int waiting() {
            return gate.getQueueLength();
        }

        @Override
        public void write(TelemetryBatch batch) {
            gate.acquireUninterruptibly();
            if (fault != null) {
                throw fault;
            }
            var logs = (LogBatch) batch;
            var bodies = IntStream.range(0, logs.rows()).mapToObj(logs.body::get).toList();
            if (bodies.contains("poison")) {
                throw new IllegalArgumentException("poisoned");
            }
            written.add(bodies);
        }
    }
}
