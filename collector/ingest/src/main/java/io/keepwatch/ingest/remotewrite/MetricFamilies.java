package io.keepwatch.ingest.remotewrite;

import io.keepwatch.telemetry.batch.SeriesMetadata;
import io.keepwatch.telemetry.batch.SeriesMetadata.Temporality;
import io.keepwatch.telemetry.metrics.MetricType;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// What Prometheus tells about metrics, which comes in requests of its own, minutes before or after their samples. Until it comes,
/// and where it never does, a metric's name and labels say what it is.
final class MetricFamilies {

    /// Those told least recently are forgotten first.
    private static final int MOST = 50_000;

    private static final Map<Integer, MetricType> TYPES = Map.of(
            1, MetricType.COUNTER, 2, MetricType.GAUGE, 3, MetricType.HISTOGRAM, 4, MetricType.HISTOGRAM, 5, MetricType.SUMMARY);

    private final Map<String, WriteRequest.Metadata> families = new LinkedHashMap<>(16, 0.75f, true);

    synchronized void learn(Collection<WriteRequest.Metadata> told) {
        for (WriteRequest.Metadata family : told) {
            families.put(family.family(), family);
        }
        var eldest = families.keySet().iterator();
        while (families.size() > MOST) {
            eldest.next();
            eldest.remove();
        }
    }

    /// @param labels without `__name__`
    SeriesMetadata of(String name, SortedMap<String, String> labels) {
        for (String suffix : new String[] {"", "_bucket", "_sum", "_count", "_total"}) {
            WriteRequest.Metadata told = name.endsWith(suffix) ? find(name.substring(0, name.length() - suffix.length())) : null;
            if (told != null) {
                return of(name, suffix, told);
            }
        }
        if (name.endsWith("_bucket") && labels.containsKey("le")) {
            return metadata(name.substring(0, name.length() - "_bucket".length()), MetricType.HISTOGRAM, "", "");
        }
        return metadata(name, name.endsWith("_total") ? MetricType.COUNTER : MetricType.GAUGE, "", "");
    }

    private synchronized WriteRequest.@Nullable Metadata find(String family) {
        return families.get(family);
    }

    private static SeriesMetadata of(String name, String suffix, WriteRequest.Metadata told) {
        MetricType type = TYPES.getOrDefault(told.type(), MetricType.GAUGE);
        boolean parts = type == MetricType.HISTOGRAM || type == MetricType.SUMMARY;
        if (!parts && suffix.matches("_bucket|_sum|_count")) {
            return metadata(name, MetricType.GAUGE, "", ""); // a gauge x beside which there happens to be an x_sum
        }
        return metadata(parts ? told.family() : name, type, told.unit(), told.help());
    }

    private static SeriesMetadata metadata(String family, MetricType type, String unit, String help) {
        return new SeriesMetadata(family, type, unit, family, help,
                type == MetricType.GAUGE ? Temporality.UNSPECIFIED : Temporality.CUMULATIVE, type == MetricType.COUNTER);
    }
}
