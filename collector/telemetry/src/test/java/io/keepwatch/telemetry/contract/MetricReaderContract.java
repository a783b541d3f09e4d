package io.keepwatch.telemetry.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.keepwatch.telemetry.TimeRange;
import io.keepwatch.telemetry.batch.MetricBatch;
import io.keepwatch.telemetry.metrics.MetricInfo;
import io.keepwatch.telemetry.metrics.MetricQuery;
import io.keepwatch.telemetry.metrics.MetricQuery.Aggregation;
import io.keepwatch.telemetry.metrics.MetricResult;
import io.keepwatch.telemetry.metrics.MetricType;
import io.keepwatch.telemetry.series.LabelMatcher;
import io.keepwatch.telemetry.series.LabelMatcher.Operator;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What every [io.keepwatch.telemetry.metrics.MetricReader] must do.
public abstract class MetricReaderContract extends TelemetryContract {

    private static final TimeRange FIVE_MINUTES = new TimeRange(at(0), at(300));
    private static final double NO = Double.NaN;

    @Test
    void theListHasOneEntryForAHistogram() {
        write(new SampleRows().gauge("temperature", Map.of("job", "a"), at(1), 1).gauge("temperature", Map.of("job", "b"), at(1), 1)
                .histogram("latency", "_bucket", Map.of("le", "1"), at(1), 1).histogram("latency", "_bucket", Map.of("le", "+Inf"), at(1), 1)
                .histogram("latency", "_sum", Map.of(), at(1), 1).histogram("latency", "_count", Map.of(), at(1), 1)
                .counter("before_total", Map.of(), at(-1), 1));
        assertThat(store.metrics().metrics(FIVE_MINUTES)).containsExactly(
                new MetricInfo("latency", MetricType.HISTOGRAM, "latency", "s", "About latency", 4),
                new MetricInfo("temperature", MetricType.GAUGE, "temperature", "s", "About temperature", 2));
    }

    @Test
    void labelsAreThoseOfTheMetric() {
        write(new SampleRows().gauge("m", Map.of("job", "a", "x", "1"), at(1), 1).gauge("m", Map.of("job", "b"), at(1), 1).gauge("other", Map.of("y", "1"), at(1), 1)
                .histogram("h", "_bucket", Map.of("le", "1", "z", "1"), at(1), 1));
        assertThat(store.metrics().labelNames("m", FIVE_MINUTES)).containsExactly("job", "x");
        assertThat(store.metrics().labelValues("m", "job", FIVE_MINUTES)).containsExactly("a", "b");
        assertThat(store.metrics().labelValues("m", "absent", FIVE_MINUTES)).isEmpty();
        assertThat(store.metrics().labelNames("h", FIVE_MINUTES)).containsExactly("z");
        assertThat(store.metrics().labelNames("h_bucket", FIVE_MINUTES)).containsExactly("le", "z");
        assertThat(store.metrics().labelNames("unknown", FIVE_MINUTES)).isEmpty();
    }

    @Test
    void aGaugeHoldsItsLastValueUntilItIsStale() {
        write(new SampleRows().gauge("g", Map.of("i", "1"), at(10), 1).gauge("g", Map.of("i", "1"), at(70), 2).gauge("g", Map.of("i", "1"), at(190), MetricBatch.STALE_MARKER));
        assertThat(one("g", Aggregation.SUM, 60)).containsExactly(1, 2, 2, NO, NO);
        write(new SampleRows().gauge("old", Map.of(), at(-290), 7));
        assertThat(one("old", Aggregation.SUM, 60)).containsExactly(NO, NO, NO, NO, NO);
        write(new SampleRows().gauge("recent", Map.of(), at(-110), 7));
        assertThat(one("recent", Aggregation.SUM, 60)).containsExactly(7, 7, 7, NO, NO);
    }

    @Test
    void aGroupCombinesItsSeries() {
        write(new SampleRows().gauge("g", Map.of("i", "1", "job", "a"), at(10), 1).gauge("g", Map.of("i", "2", "job", "a"), at(20), 5).gauge("g", Map.of("i", "3", "job", "b"), at(10), 10));
        assertThat(query("g", Aggregation.SUM, 300, List.of("job"))).extracting(s -> s.labels() + "=" + s.values()[0]).containsExactly("{job=b}=10.0", "{job=a}=6.0");
        assertThat(one("g", Aggregation.AVG, 300)[0]).isCloseTo(16 / 3.0, within(1e-9));
        assertThat(one("g", Aggregation.MIN, 300)).containsExactly(1);
        assertThat(one("g", Aggregation.MAX, 300)).containsExactly(10);
        assertThat(one("g", Aggregation.COUNT, 300)).containsExactly(3);
        MetricResult cut = store.metrics().query(new MetricQuery("g", List.of(), Aggregation.SUM, List.of("i"), FIVE_MINUTES, Duration.ofSeconds(300), 2));
        assertThat(cut.totalSeries()).isEqualTo(3);
        assertThat(cut.series()).extracting(s -> s.labels().get("i")).containsExactly("3", "2");
    }

    @Test
    void aRateSurvivesResetsAndSharesAnIncreaseAmongSteps() {
        write(new SampleRows().counter("c_total", Map.of(), at(-30), 100).counter("c_total", Map.of(), at(30), 160).counter("c_total", Map.of(), at(90), 30)
                .counter("c_total", Map.of(), at(150), 90));
        // 1/s until 0:30, then 30 after the reset in a minute, then 60 in a minute; nothing is known after 2:30
        double[] rates = one("c_total", Aggregation.RATE, 60);
        assertThat(rates).containsExactly(new double[] {0.75, 0.75, 1, NO, NO}, within(1e-9));
        assertThat(one("c_total", Aggregation.RATE, 30)).startsWith(new double[] {1, 0.5, 0.5, 1}, within(1e-9));
    }

    @Test
    void aStaleMarkerEndsACounter() {
        write(new SampleRows().counter("c_total", Map.of(), at(0), 100).counter("c_total", Map.of(), at(60), 160).counter("c_total", Map.of(), at(90), MetricBatch.STALE_MARKER)
                .counter("c_total", Map.of(), at(120), 400).counter("c_total", Map.of(), at(180), 460));
        assertThat(one("c_total", Aggregation.RATE, 60)).containsExactly(new double[] {1, NO, 1, NO, NO}, within(1e-9));
    }

    @Test
    void deltasAreSummed() {
        write(new SampleRows().delta("d_total", Map.of(), at(60), 30).delta("d_total", Map.of(), at(120), 60).delta("d_total", Map.of(), at(180), 6));
        assertThat(one("d_total", Aggregation.RATE, 60)).startsWith(new double[] {0.5, 1, 0.1}, within(1e-9));
        assertThat(one("d_total", Aggregation.SUM, 60)).startsWith(new double[] {30, 60, 6}, within(1e-9));
    }

    @Test
    void aHistogramAnswersPercentilesRateAndMean() {
        var samples = new SampleRows();
        for (int i = 0; i < 3; i++) {
            double n = 100.0 * i;
            for (String instance : List.of("a", "b")) {
                samples.histogram("h", "_bucket", Map.of("le", "0.1", "i", instance), at(60 * i), n * 0.5).histogram("h", "_bucket", Map.of("le", "1", "i", instance), at(60 * i), n * 0.9)
                        .histogram("h", "_bucket", Map.of("le", "+Inf", "i", instance), at(60 * i), n).histogram("h", "_count", Map.of("i", instance), at(60 * i), n)
                        .histogram("h", "_sum", Map.of("i", instance), at(60 * i), n * 0.25);
            }
        }
        write(samples);
        assertThat(one("h", Aggregation.P50, 60)).startsWith(new double[] {0.1, 0.1, NO}, within(1e-9));
        assertThat(one("h", Aggregation.P95, 60)).startsWith(new double[] {1, 1, NO}, within(1e-9));
        assertThat(one("h", Aggregation.RATE, 60)).startsWith(new double[] {200 / 60.0, 200 / 60.0, NO}, within(1e-9));
        assertThat(one("h", Aggregation.AVG, 60)).startsWith(new double[] {0.25, 0.25, NO}, within(1e-9));
        assertThat(query("h", Aggregation.P50, 60, List.of("i"))).hasSize(2);
    }

    @Test
    void matchersSelectSeries() {
        write(new SampleRows().gauge("g", Map.of("job", "api"), at(1), 1).gauge("g", Map.of("job", "api-2"), at(1), 2).gauge("g", Map.of("job", "it's \\ 100%"), at(1), 4).gauge("g", Map.of(), at(1), 8));
        assertThat(sum("job", Operator.EQUAL, "api")).isEqualTo(1);
        assertThat(sum("job", Operator.EQUAL, "it's \\ 100%")).isEqualTo(4);
        assertThat(sum("job", Operator.EQUAL, "")).isEqualTo(8);
        assertThat(sum("job", Operator.NOT_EQUAL, "api")).isEqualTo(14);
        assertThat(sum("job", Operator.MATCHES, "api.*")).isEqualTo(3);
        assertThat(sum("job", Operator.MATCHES, "api|.*'s \\\\ 100%")).isEqualTo(5);
        assertThat(sum("job", Operator.NOT_MATCHES, "api")).isEqualTo(14);
        assertThat(sum("job", Operator.NOT_MATCHES, ".+")).isEqualTo(8);
        assertThat(sum("no such label", Operator.EQUAL, "x")).isNaN();
    }

    @Test
    void aBrokenRegularExpressionIsRefusedByName() {
        write(new SampleRows().gauge("g", Map.of("job", "api"), at(1), 1));
        assertThatIllegalArgumentException().isThrownBy(() -> sum("job", Operator.MATCHES, "a(b")).withMessageContaining("a(b");
    }

    @Test
    void spansAreMetricsToo() {
        write(SpanRow.of(trace(1), span(1), "api", "GET /", at(1)).took(Duration.ofMillis(100)), SpanRow.of(trace(1), span(2), "api", "GET /", at(2)).took(Duration.ofMillis(100)).failed("x"),
                SpanRow.of(trace(1), span(3), "db", "SELECT", at(70)).kind("Client").took(Duration.ofSeconds(3)));
        assertThat(store.metrics().metrics(FIVE_MINUTES)).extracting(MetricInfo::name).containsExactly("traces_spanmetrics_calls_total", "traces_spanmetrics_duration_seconds");
        assertThat(store.metrics().metrics(FIVE_MINUTES)).extracting(MetricInfo::series).containsOnly(3L);
        assertThat(store.metrics().labelNames("traces_spanmetrics_calls_total", FIVE_MINUTES)).containsExactly("service", "span_kind", "span_name", "status_code");
        assertThat(store.metrics().labelValues("traces_spanmetrics_calls_total", "status_code", FIVE_MINUTES)).containsExactly("STATUS_CODE_ERROR", "STATUS_CODE_UNSET");
        assertThat(query("traces_spanmetrics_calls_total", Aggregation.RATE, 60, List.of("service"))).extracting(s -> s.labels().get("service")).containsExactly("api", "db");
        assertThat(query("traces_spanmetrics_calls_total", Aggregation.RATE, 60, List.of("service")).getFirst().values()[0]).isCloseTo(2 / 60.0, within(1e-9));
        assertThat(one("traces_spanmetrics_duration_seconds", Aggregation.AVG, 60)).startsWith(new double[] {0.1, 3, NO}, within(1e-6));
        assertThat(one("traces_spanmetrics_duration_seconds", Aggregation.P95, 60)[0]).isCloseTo(0.1, within(0.02));
        var matcher = new LabelMatcher("status_code", Operator.MATCHES, ".*ERROR");
        assertThat(store.metrics().query(new MetricQuery("traces_spanmetrics_calls_total", List.of(matcher), Aggregation.SUM, List.of(), FIVE_MINUTES, Duration.ofSeconds(300), 10))
                .series().getFirst().values()).containsExactly(1);
    }

    @Test
    void anUnknownMetricHasNoSeries() {
        MetricResult result = store.metrics().query(new MetricQuery("unknown", List.of(), Aggregation.SUM, List.of(), FIVE_MINUTES, Duration.ofSeconds(60), 10));
        assertThat(result.series()).isEmpty();
        assertThat(result.points()).isEqualTo(5);
        assertThat(result.totalSeries()).isZero();
    }

    private double sum(String label, Operator operator, String value) {
        var series = store.metrics().query(new MetricQuery("g", List.of(new LabelMatcher(label, operator, value)), Aggregation.SUM, List.of(), FIVE_MINUTES, Duration.ofSeconds(300), 10)).series();
        return series.isEmpty() ? NO : series.getFirst().values()[0];
    }

    private double[] one(String metric, Aggregation aggregation, int step) {
        List<MetricResult.Series> series = query(metric, aggregation, step, List.of());
        return series.isEmpty() ? noValues(300 / step) : series.getFirst().values();
    }

    private static double[] noValues(int count) {
        double[] values = new double[count];
        Arrays.fill(values, NO);
        return values;
    }

    private List<MetricResult.Series> query(String metric, Aggregation aggregation, int step, List<String> groupBy) {
        return store.metrics().query(new MetricQuery(metric, List.of(), aggregation, groupBy, FIVE_MINUTES, Duration.ofSeconds(step), 100)).series();
    }
}
