package io.keepwatch.alerting.running;

import io.keepwatch.promql.QueryResult.Sample;
import io.keepwatch.telemetry.batch.MetricBatch;
import io.keepwatch.telemetry.batch.SeriesFingerprint;
import io.keepwatch.telemetry.batch.SeriesMetadata;
import io.keepwatch.telemetry.batch.SeriesMetadata.Temporality;
import io.keepwatch.telemetry.batch.TelemetryWriter;
import io.keepwatch.telemetry.metrics.MetricType;
import io.keepwatch.telemetry.series.Labels;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Stores the samples that rules make. Whoever comes while others' samples are being written waits, and goes with the next batch: many
/// small groups make few inserts.
final class SampleWriter {

    private final TelemetryWriter writer;
    private final ReentrantLock writing = new ReentrantLock(true);
    private Round next = new Round();

    SampleWriter(TelemetryWriter writer) {
        this.writer = writer;
    }

    /// Returns when they are stored and can be read.
    ///
    /// @throws io.keepwatch.telemetry.StoreUnavailableException when the store cannot take them now
    void write(List<Sample> samples) {
        if (samples.isEmpty()) {
            return;
        }
        Round round = join(samples);
        writing.lock();
        try {
            if (!round.ended) {
                startNext();
                round.write(writer);
            }
        } finally {
            writing.unlock();
        }
        if (round.failure != null) {
            throw round.failure;
        }
    }

    private synchronized Round join(List<Sample> samples) {
        samples.forEach(next::add);
        return next;
    }

    private synchronized void startNext() {
        next = new Round();
    }

    /// The samples of all who came in the meantime.
    private static final class Round {

        private final MetricBatch batch = new MetricBatch();
        private boolean ended;
        private @Nullable RuntimeException failure;

        void add(Sample sample) {
            SortedMap<String, String> labels = new TreeMap<>(sample.labels().toMap());
            String name = labels.remove(Labels.NAME);
            long fingerprint = SeriesFingerprint.of(name, labels);
            int series = batch.findSeries(fingerprint);
            batch.addSample(series >= 0 ? series : batch.addSeries(fingerprint, name, labels, metadata(name), new TreeMap<>()),
                    sample.timeMillis(), sample.value());
        }

        private static SeriesMetadata metadata(String name) {
            return new SeriesMetadata(name, MetricType.GAUGE, "", name, "", Temporality.UNSPECIFIED, false);
        }

        void write(TelemetryWriter writer) {
            try {
                writer.write(batch);
            } catch (RuntimeException e) {
                failure = e;
            }
            ended = true;
        }
    }
}
