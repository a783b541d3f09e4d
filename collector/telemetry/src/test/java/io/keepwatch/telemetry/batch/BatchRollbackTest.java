package io.keepwatch.telemetry.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keepwatch.telemetry.metrics.MetricType;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class BatchRollbackTest {

    private static final SeriesMetadata GAUGE = new SeriesMetadata(
            "m", MetricType.GAUGE, "", "m", "", SeriesMetadata.Temporality.UNSPECIFIED, false);

    @Test
    void aSpanBatchForgetsWholeRowsAndHalfOnes() {
        var batch = new SpanBatch();
        TestBatches.span(batch, 1, "kept");
        int good = batch.rows();
        TestBatches.span(batch, 2, "gone");
        batch.timestamp.append(3);
        batch.events.timestamp.append(3);

        batch.rollbackTo(good);
        TestBatches.span(batch, 4, "next");

        assertThat(batch.rows()).isEqualTo(2);
        assertThat(batch.spanName.get(1)).isEqualTo("next");
        assertThat(batch.events.end(1)).isEqualTo(2);
        assertThat(batch.events.name.get(1)).isEqualTo("event of next");
        assertThat(batch.links.traceId.size()).isEqualTo(2);
    }

    @Test
    void aForgottenColumnIsFoundWhenTheRowEnds() {
        var batch = new LogBatch();
        batch.timestamp.append(1);

        assertThatThrownBy(batch::endRow).isInstanceOf(IllegalStateException.class).hasMessageContaining("column 1");
    }

    @Test
    void aMetricBatchForgetsTheSeriesAndExemplarsOfForgottenSamples() {
        var batch = new MetricBatch();
        int kept = batch.addSeries(11, "kept", labels(), GAUGE, labels());
        batch.addSample(kept, 1000, MetricBatch.STALE_MARKER);
        batch.addExemplar(1000, 1, "t", "s", labels());
        int good = batch.rows();
        int gone = batch.addSeries(12, "gone", labels(), GAUGE, labels());
        batch.addSample(gone, 2000, 2);
        batch.addExemplar(2000, 2, "t", "s", labels());

        batch.rollbackTo(good);

        assertThat(batch.findSeries(12)).isEqualTo(-1);
        assertThat(batch.findSeries(11)).isEqualTo(kept);
        assertThat(batch.exemplars().size()).isEqualTo(1);
        assertThat(Double.doubleToRawLongBits(batch.sampleValue().get(0))).isEqualTo(0x7ff0000000000002L);
    }

    @Test
    void aMetricBatchFindsManySeries() {
        var batch = new MetricBatch();
        for (int i = 0; i < 5000; i++) {
            assertThat(batch.findSeries(i * 4096L)).isEqualTo(-1);
            int series = batch.addSeries(i * 4096L, "m", labels(), GAUGE, labels());
            batch.addSample(series, i, i);
        }
        assertThat(batch.findSeries(4999 * 4096L)).isEqualTo(4999);
        assertThatThrownBy(() -> batch.addSeries(0, "m", labels(), GAUGE, labels())).hasMessageContaining("has it");
    }

    private static SortedMap<String, String> labels() {
        return new TreeMap<>(Map.of("job", "quotes"));
    }
}
