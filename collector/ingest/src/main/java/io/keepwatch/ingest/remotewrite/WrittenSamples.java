package io.keepwatch.ingest.remotewrite;

import com.google.protobuf.ByteString;
import io.keepwatch.ingest.ActiveSeries;
import io.keepwatch.ingest.Content;
import io.keepwatch.ingest.Rejections;
import io.keepwatch.ingest.Rejections.Reason;
import io.keepwatch.ingest.StoredRange;
import io.keepwatch.ingest.remotewrite.WriteRequest.TimeSeries;
import io.keepwatch.telemetry.batch.MetricBatch;
import io.keepwatch.telemetry.batch.SeriesFingerprint;
import io.keepwatch.telemetry.batch.SeriesMetadata;
import io.keepwatch.telemetry.batch.TelemetryBatch;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The series of a request, stored with their labels as they came. A bad series is left out with its samples, a bad sample alone.
record WrittenSamples(WriteRequest request, MetricFamilies families, StoredRange range, ActiveSeries active, int longestSeries) implements Content {

    private static final String NAME = "__name__";

    @Override
    public void appendTo(TelemetryBatch into, Rejections rejections) {
        families.learn(request.metadata());
        for (TimeSeries series : request.series()) {
            append(series, (MetricBatch) into, rejections);
        }
    }

    private void append(TimeSeries series, MetricBatch batch, Rejections rejections) {
        if (series.histograms() > 0) {
            rejections.add(Reason.INVALID_VALUE, series.histograms(), "a native histogram, which is not stored: let Prometheus send classic ones");
        }
        int samples = series.times().length;
        if (samples == 0) {
            return; // exemplars and histograms come in series of their own
        }
        if (series.encodedBytes() - (long) samples * Long.BYTES > longestSeries) {
            rejections.add(Reason.TOO_LARGE, samples, "the labels of a series have more than %,d bytes".formatted(longestSeries));
            return;
        }
        SortedMap<String, String> labels = new TreeMap<>();
        String problem = readLabels(series.labels(), labels);
        if (problem != null) {
            rejections.add(Reason.INVALID_NAME, samples, problem);
            return;
        }
        String name = labels.remove(NAME);
        long fingerprint = SeriesFingerprint.of(name, labels);
        SeriesMetadata metadata = families.of(name, labels);
        String job = labels.getOrDefault("job", "");
        if (batch.findSeries(fingerprint) < 0 && !active.admits(job + '\n' + labels.getOrDefault("instance", ""), metadata.family(), fingerprint)) {
            rejections.add(Reason.TOO_MANY_SERIES, samples,
                    "%s has more than %,d active series from %s; drop a label that has many values, or raise keepwatch.telemetry.limits.active-series"
                            .formatted(metadata.family(), active.most(), job));
            return;
        }
        for (int i = 0; i < samples; i++) {
            if (range.includesMillis(series.times()[i], rejections)) {
                int index = batch.findSeries(fingerprint);
                if (index < 0) {
                    index = batch.addSeries(fingerprint, name, labels, metadata, new TreeMap<>());
                }
                batch.addSample(index, series.times()[i], series.values()[i]);
            }
        }
    }

    /// @return what is wrong with them, or null
    private static @Nullable String readLabels(List<ByteString> pairs, SortedMap<String, String> labels) {
        for (int i = 0; i < pairs.size(); i += 2) {
            ByteString name = pairs.get(i);
            ByteString value = pairs.get(i + 1);
            if (name.isEmpty()) {
                return "a label without a name, in " + labels;
            }
            if (!name.isValidUtf8() || !value.isValidUtf8()) {
                return "the label %s is not UTF-8, in %s".formatted(name.toStringUtf8(), labels);
            }
            if (labels.put(name.toStringUtf8(), value.toStringUtf8()) != null) {
                return "the label %s twice, in %s".formatted(name.toStringUtf8(), labels);
            }
        }
        labels.values().removeIf(String::isEmpty); // to Prometheus an empty label is none
        return labels.containsKey(NAME) ? null : "a series without " + NAME + ": " + labels;
    }
}
