package io.keepwatch.telemetry.memory;

import io.keepwatch.telemetry.batch.SeriesMetadata;
import java.util.SortedMap;
import java.util.TreeMap;

/// A series with all its samples, by epoch milliseconds.
record StoredSeries(long fingerprint, String name, SortedMap<String, String> labels, SeriesMetadata metadata, TreeMap<Long, Double> samples) {

    StoredSeries copy() {
        return new StoredSeries(fingerprint, name, labels, metadata, new TreeMap<>(samples));
    }

    /// The newer metadata counts; of two samples of one instant the newer one.
    StoredSeries mergedWith(StoredSeries newer) {
        samples.putAll(newer.samples);
        return new StoredSeries(fingerprint, name, labels, newer.metadata, samples);
    }
}
