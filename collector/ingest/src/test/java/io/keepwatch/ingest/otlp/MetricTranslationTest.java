package io.keepwatch.ingest.otlp;

import static io.keepwatch.ingest.otlp.OtlpRequests.attribute;
import static io.keepwatch.ingest.otlp.OtlpRequests.gauge;
import static io.keepwatch.ingest.otlp.OtlpRequests.hex;
import static io.keepwatch.ingest.otlp.OtlpRequests.metrics;
import static io.keepwatch.ingest.otlp.OtlpRequests.nanos;
import static io.keepwatch.ingest.otlp.Translations.NOW;
import static io.keepwatch.ingest.otlp.Translations.samples;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.keepwatch.ingest.Rejections.Reason;
import io.keepwatch.telemetry.batch.MetricBatch;
import io.keepwatch.telemetry.batch.SeriesFingerprint;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.Exemplar;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogram;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Histogram;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.Sum;
import io.opentelemetry.proto.metrics.v1.Summary;
import io.opentelemetry.proto.metrics.v1.SummaryDataPoint;
import io.opentelemetry.proto.resource.v1.Resource;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MetricTranslationTest {

    private static final long TIME = nanos(NOW);
    private static final int STALE = 1;

    private final Translations translations = new Translations();

    @Test
    void a_gauge_is_one_series_with_job_and_instance() {
        MetricBatch batch = translations.translate(metrics(gauge("queue.length", 3.5, NOW)));
        assertThat(samples(batch)).containsExactly("queue_length 3.5");
        assertThat(batch.series().labels.get(0)).containsExactly(entry("instance", "quotes-1"), entry("job", "shop/quotes"));
        assertThat(batch.sampleTime().get(0)).isEqualTo(NOW.toEpochMilli());
        assertThat(batch.series().fingerprint.get(0)).isEqualTo(SeriesFingerprint.of("queue_length", batch.series().labels.get(0)));
    }

    @Test
    void a_point_beyond_the_series_that_a_sender_may_have_is_rejected_as_a_whole() {
        translations.mostSeries = 3;
        Metric.Builder histogram = Metric.newBuilder().setName("latency").setHistogram(Histogram.newBuilder()
                .setAggregationTemporality(AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE)
                .addDataPoints(HistogramDataPoint.newBuilder().setTimeUnixNano(TIME).setCount(3).setSum(2)
                        .addExplicitBounds(1).addBucketCounts(1).addBucketCounts(2)));
        assertThat(samples(translations.translate(metrics(gauge("a", 1, NOW), gauge("b", 2, NOW))))).containsExactly("a 1", "b 2");
        assertThat(samples(translations.translate(metrics(histogram, gauge("a", 3, NOW))))).containsExactly("a 3");
        assertThat(translations.rejections.count(Reason.TOO_MANY_SERIES)).isEqualTo(1);

        translations.mostSeries = 4;
        assertThat(samples(translations.translate(metrics(histogram)))).hasSize(4);
        assertThat(translations.rejections.count()).isEqualTo(1);
    }

    @Test
    void what_was_sent_is_kept_beside_the_series() {
        MetricBatch batch = translations.translate(metrics(Metric.newBuilder()
                .setName("http.client.requests").setUnit("{request}").setDescription("Requests sent")
                .setSum(sum(AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA, true, 7))));
        assertThat(samples(batch)).containsExactly("http_client_requests_total 7");
        assertThat(batch.series().family.get(0)).isEqualTo("http_client_requests_total");
        assertThat(batch.series().type.get(0)).isEqualTo("COUNTER");
        assertThat(batch.series().unit.get(0)).isEqualTo("{request}");
        assertThat(batch.series().originalName.get(0)).isEqualTo("http.client.requests");
        assertThat(batch.series().description.get(0)).isEqualTo("Requests sent");
        assertThat(batch.series().temporality.get(0)).isEqualTo("DELTA");
        assertThat(batch.series().monotonic.get(0)).isOne();
        assertThat(batch.series().resource.get(0)).containsEntry("host.name", "alpha").containsEntry("service.name", "quotes");
    }

    @Test
    void a_sum_that_can_fall_is_a_gauge() {
        MetricBatch batch = translations.translate(metrics(Metric.newBuilder().setName("connections").setUnit("1")
                .setSum(sum(AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE, false, -2))));
        assertThat(samples(batch)).containsExactly("connections -2");
        assertThat(batch.series().type.get(0)).isEqualTo("GAUGE");
        assertThat(batch.series().temporality.get(0)).isEqualTo("CUMULATIVE");
    }

    @Test
    void a_histogram_is_taken_apart_into_classic_series() {
        MetricBatch batch = translations.translate(metrics(histogram(HistogramDataPoint.newBuilder()
                .addAttributes(attribute("zone", "a")).addAttributes(attribute("http.route", "/quotes"))
                .addAllExplicitBounds(List.of(0.005, 10.0)).addAllBucketCounts(List.of(1L, 2L, 3L)).setCount(6).setSum(42.5))));
        assertThat(samples(batch)).containsExactly(
                "latency_seconds_bucket{http_route=\"/quotes\",le=\"0.005\",zone=\"a\"} 1",
                "latency_seconds_bucket{http_route=\"/quotes\",le=\"10\",zone=\"a\"} 3",
                "latency_seconds_bucket{http_route=\"/quotes\",le=\"+Inf\",zone=\"a\"} 6",
                "latency_seconds_sum{http_route=\"/quotes\",zone=\"a\"} 42.5",
                "latency_seconds_count{http_route=\"/quotes\",zone=\"a\"} 6");
        assertThat(batch.series().family.get(0)).isEqualTo("latency_seconds");
        assertThat(batch.series().type.get(0)).isEqualTo("HISTOGRAM");
        for (int i = 0; i < batch.series().size(); i++) {
            assertThat(batch.series().fingerprint.get(i)).isEqualTo(SeriesFingerprint.of(batch.series().name.get(i), batch.series().labels.get(i)));
        }
    }

    @Test
    void a_histogram_without_buckets_has_one() {
        assertThat(samples(translations.translate(metrics(histogram(HistogramDataPoint.newBuilder().setCount(6))))))
                .containsExactly("latency_seconds_bucket{le=\"+Inf\"} 6", "latency_seconds_count 6");
    }

    @Test
    void an_exponential_histogram_has_buckets_at_its_boundaries() {
        var point = ExponentialHistogramDataPoint.newBuilder().setTimeUnixNano(TIME).setScale(0).setZeroCount(1).setCount(4).setSum(9);
        point.getPositiveBuilder().setOffset(1).addBucketCounts(3);
        assertThat(samples(translations.translate(metrics(Metric.newBuilder().setName("latency").setUnit("s").setExponentialHistogram(
                ExponentialHistogram.newBuilder().setAggregationTemporality(AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE).addDataPoints(point))))))
                .containsExactly(
                        "latency_seconds_bucket{le=\"0\"} 1",
                        "latency_seconds_bucket{le=\"2\"} 1",
                        "latency_seconds_bucket{le=\"4\"} 4",
                        "latency_seconds_bucket{le=\"+Inf\"} 4",
                        "latency_seconds_sum 9",
                        "latency_seconds_count 4");
    }

    @Test
    void a_summary_has_its_quantiles() {
        var point = SummaryDataPoint.newBuilder().setTimeUnixNano(TIME).setCount(10).setSum(5)
                .addQuantileValues(SummaryDataPoint.ValueAtQuantile.newBuilder().setQuantile(0.5).setValue(0.25))
                .addQuantileValues(SummaryDataPoint.ValueAtQuantile.newBuilder().setQuantile(1).setValue(2));
        MetricBatch batch = translations.translate(metrics(Metric.newBuilder().setName("gc").setUnit("s").setSummary(Summary.newBuilder().addDataPoints(point))));
        assertThat(samples(batch)).containsExactly("gc_seconds{quantile=\"0.5\"} 0.25", "gc_seconds{quantile=\"1\"} 2", "gc_seconds_sum 5", "gc_seconds_count 10");
        assertThat(batch.series().type.get(0)).isEqualTo("SUMMARY");
    }

    @Test
    void no_recorded_value_is_a_stale_marker() {
        assertThat(samples(translations.translate(metrics(
                Metric.newBuilder().setName("g").setGauge(Gauge.newBuilder().addDataPoints(NumberDataPoint.newBuilder().setTimeUnixNano(TIME).setFlags(STALE))),
                histogram(HistogramDataPoint.newBuilder().setFlags(STALE).setSum(0))))))
                .containsExactly("g stale", "latency_seconds_bucket{le=\"+Inf\"} stale", "latency_seconds_sum stale", "latency_seconds_count stale");
    }

    @Test
    void the_resource_is_served_as_target_info_at_the_latest_point() {
        MetricBatch batch = translations.translate(metrics(gauge("a", 1, NOW.minusSeconds(5)), gauge("b", 1, NOW), gauge("c", 1, NOW.minusSeconds(9))));
        int row = batch.rows() - 1;
        int series = batch.sampleSeries().get(row);
        assertThat(batch.series().name.get(series)).isEqualTo("target_info");
        assertThat(batch.series().labels.get(series)).containsExactly(entry("host_name", "alpha"), entry("instance", "quotes-1"), entry("job", "shop/quotes"));
        assertThat(batch.sampleValue().get(row)).isEqualTo(1);
        assertThat(batch.sampleTime().get(row)).isEqualTo(NOW.toEpochMilli());
    }

    @Test
    void an_instance_is_the_best_that_the_resource_knows() {
        assertThat(instance(attribute("service.instance.id", "i"), attribute("k8s.pod.uid", "u"))).isEqualTo("i");
        assertThat(instance(attribute("k8s.pod.uid", "u"), attribute("host.name", "h"))).isEqualTo("u");
        assertThat(instance(attribute("host.name", "h"), attribute("process.pid", "7"))).isEqualTo("h:7");
        assertThat(instance(attribute("host.name", "h"))).matches("[0-9a-f]{16}").isNotEqualTo(instance(attribute("host.name", "g")));
        assertThat(MetricResource.of(List.of()).job()).isEqualTo("unknown_service");
    }

    @Test
    void attributes_that_become_one_label_are_joined_and_reserved_ones_renamed() {
        MetricBatch batch = translations.translate(metrics(Metric.newBuilder().setName("g").setGauge(Gauge.newBuilder().addDataPoints(
                NumberDataPoint.newBuilder().setTimeUnixNano(TIME).setAsInt(1)
                        .addAttributes(attribute("b.c", "2")).addAttributes(attribute("b_c", "3")).addAttributes(attribute("empty", ""))
                        .addAttributes(attribute("job", "mine")).addAttributes(attribute("le", "kept"))))));
        assertThat(batch.series().labels.get(0)).containsOnly(entry("b_c", "2;3"), entry("exported_job", "mine"), entry("job", "shop/quotes"),
                entry("instance", "quotes-1"), entry("le", "kept"));
        assertThat(samples(translations.translate(metrics(histogram(HistogramDataPoint.newBuilder().setCount(1).addAttributes(attribute("le", "x")))))))
                .first().isEqualTo("latency_seconds_bucket{exported_le=\"x\",le=\"+Inf\"} 1");
    }

    @Test
    void an_exemplar_belongs_to_the_bucket_of_its_value() {
        var exemplar = Exemplar.newBuilder().setTimeUnixNano(TIME - 3_000_000).setTraceId(hex(OtlpRequests.TRACE_ID)).setSpanId(hex(OtlpRequests.SPAN_ID))
                .addFilteredAttributes(attribute("user", "ann"));
        MetricBatch batch = translations.translate(metrics(histogram(HistogramDataPoint.newBuilder()
                .addAllExplicitBounds(List.of(1.0, 5.0)).addAllBucketCounts(List.of(1L, 1L, 1L)).setCount(3)
                .addExemplars(exemplar.clone().setAsDouble(5)).addExemplars(exemplar.clone().setAsInt(9)))));
        var exemplars = batch.exemplars();
        assertThat(exemplars.size()).isEqualTo(2);
        assertThat(batch.series().labels.get(exemplars.series.get(0))).containsEntry("le", "5");
        assertThat(batch.series().labels.get(exemplars.series.get(1))).containsEntry("le", "+Inf");
        assertThat(exemplars.value.get(1)).isEqualTo(9);
        assertThat(exemplars.time.get(0)).isEqualTo(NOW.toEpochMilli() - 3);
        assertThat(exemplars.traceId.get(0)).isEqualTo(OtlpRequests.TRACE_ID);
        assertThat(exemplars.spanId.get(0)).isEqualTo(OtlpRequests.SPAN_ID);
        assertThat(exemplars.attributes.get(0)).containsExactly(entry("user", "ann"));
    }

    @Test
    void bad_points_are_counted_and_the_others_stored() {
        MetricBatch batch = translations.translate(metrics(
                gauge("温度", 1, NOW),
                gauge("too.old", 1, NOW.minus(OtlpServers.RETENTION.metrics()).minusSeconds(1)),
                Metric.newBuilder().setName("no.value").setGauge(Gauge.newBuilder().addDataPoints(NumberDataPoint.newBuilder().setTimeUnixNano(TIME))),
                Metric.newBuilder().setName("no.temporality").setSum(sum(AggregationTemporality.AGGREGATION_TEMPORALITY_UNSPECIFIED, true, 1)),
                histogram(HistogramDataPoint.newBuilder().addAllExplicitBounds(List.of(1.0)).addAllBucketCounts(List.of(1L, 2L, 3L))),
                histogram(HistogramDataPoint.newBuilder().addAllExplicitBounds(List.of(2.0, 1.0)).addAllBucketCounts(List.of(1L, 2L, 3L))),
                gauge("good", 1, NOW)));
        assertThat(samples(batch)).containsExactly("good 1");
        assertThat(translations.rejections.count(Reason.INVALID_NAME)).isOne();
        assertThat(translations.rejections.count(Reason.TIME_OUTSIDE_WINDOW)).isOne();
        assertThat(translations.rejections.count(Reason.INVALID_VALUE)).isEqualTo(4);
    }

    @Test
    void a_request_without_a_good_point_leaves_no_row() {
        assertThat(translations.translate(metrics(gauge("", 1, NOW))).rows()).isZero();
    }

    @Test
    void ten_thousand_attributes_are_ten_thousand_labels() {
        var attributes = IntStream.range(0, 10_000).mapToObj(i -> attribute("attribute." + i, "v" + i)).toList();
        MetricBatch batch = translations.translate(metrics(Metric.newBuilder().setName("g").setGauge(Gauge.newBuilder().addDataPoints(
                NumberDataPoint.newBuilder().setTimeUnixNano(TIME).setAsInt(1).addAllAttributes(attributes)))));
        assertThat(batch.series().labels.get(0)).hasSize(10_002);
    }

    private static String instance(KeyValue... attributes) {
        return MetricResource.of(Resource.newBuilder().addAllAttributes(Arrays.asList(attributes)).build().getAttributesList()).instance();
    }

    private static Sum sum(AggregationTemporality temporality, boolean monotonic, long value) {
        return Sum.newBuilder().setAggregationTemporality(temporality).setIsMonotonic(monotonic)
                .addDataPoints(NumberDataPoint.newBuilder().setTimeUnixNano(TIME).setAsInt(value)).build();
    }

    private static Metric.Builder histogram(HistogramDataPoint.Builder point) {
        return Metric.newBuilder().setName("latency").setUnit("s").setHistogram(Histogram.newBuilder()
                .setAggregationTemporality(AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE)
                .addDataPoints(point.setTimeUnixNano(TIME)));
    }
}
