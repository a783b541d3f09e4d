package io.keepwatch.ingest.otlp;

import io.keepwatch.telemetry.batch.MetricBatch;
import io.keepwatch.telemetry.batch.SeriesFingerprint;
import io.keepwatch.telemetry.batch.SeriesMetadata;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/// Appends the samples of one data point. Its labels are translated once; a series that the batch knows already costs
/// a hash and a look-up.
final class SeriesAppender {

    private static final Set<String> OURS = Set.of("job", "instance");

    private final MetricBatch batch;
    private final MetricResource resource;
    private final SeriesMetadata metadata;
    private final SortedMap<String, String> labels;
    private final long epochMillis;
    private final LongPredicate admitted;
    private final SeriesFingerprint fingerprint = new SeriesFingerprint();
    private boolean refused;

    /// @param admitted whether a series that the batch lacks may be stored, by its fingerprint
    /// @param own the label that the samples of this kind of metric have beside their attributes: `le`, `quantile` or null
    SeriesAppender(MetricBatch batch, MetricResource resource, SeriesMetadata metadata, SortedMap<String, String> attributes,
            @Nullable String own, long epochMillis, LongPredicate admitted) {
        this.batch = batch;
        this.resource = resource;
        this.metadata = metadata;
        this.labels = labels(attributes, own, resource);
        this.epochMillis = epochMillis;
        this.admitted = admitted;
    }

    void append(String suffix, double value) {
        String name = metadata.family() + suffix;
        fingerprint.name(name);
        labels.forEach(fingerprint::label);
        appendSample(name, null, "", value);
    }

    /// A sample with one more label.
    void append(String suffix, String own, String text, double value) {
        String name = metadata.family() + suffix;
        fingerprint.name(name);
        labels.headMap(own).forEach(fingerprint::label);
        fingerprint.label(own, text);
        labels.tailMap(own).forEach(fingerprint::label);
        appendSample(name, own, text, value);
    }

    /// Whether a series of the point was not admitted: what was appended of it is to be rolled back.
    boolean refused() {
        return refused;
    }

    private void appendSample(String name, @Nullable String own, String text, double value) {
        int series = batch.findSeries(fingerprint.value());
        if (series < 0 && !admitted.test(fingerprint.value())) {
            refused = true;
            return;
        }
        if (series < 0) {
            var all = new TreeMap<>(labels);
            if (own != null) {
                all.put(own, text);
            }
            series = batch.addSeries(fingerprint.value(), name, all, metadata, resource.attributes());
        }
        batch.addSample(series, epochMillis, value);
    }

    /// Attributes whose names become the same share a label, their values joined by `;` in the order of their names.
    /// One that takes a name of ours is called `exported_…`, as Prometheus does with scraped labels.
    private static SortedMap<String, String> labels(
            SortedMap<String, String> attributes, @Nullable String own, MetricResource resource) {
        var labels = new TreeMap<String, String>();
        for (var attribute : attributes.entrySet()) {
            if (!attribute.getValue().isEmpty()) { // to Prometheus an empty label is none
                String label = PrometheusNames.label(attribute.getKey());
                String free = OURS.contains(label) || label.equals(own) ? "exported_" + label : label;
                labels.merge(free, attribute.getValue(), (before, more) -> before + ";" + more);
            }
        }
        labels.put("job", resource.job());
        labels.put("instance", resource.instance());
        return labels;
    }
}
