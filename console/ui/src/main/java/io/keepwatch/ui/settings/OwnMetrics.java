package io.keepwatch.ui.settings;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.Arrays;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/// This process's own metrics, read by name: no room needs to know the page that shows its numbers.
@Component
class OwnMetrics {

    private final PrometheusRegistry registry;

    OwnMetrics(PrometheusRegistry registry) {
        this.registry = registry;
    }

    Reading read() {
        return new Reading(registry.scrape());
    }

    /// All metrics at one moment.
    ///
    /// @param metrics by their names without `_total`
    record Reading(MetricSnapshots metrics) {

        /// The sum of a counter's or gauge's values, of those labels that pass; empty when there is no such metric.
        OptionalDouble sum(String name, Predicate<Labels> which) {
            double[] values = points(name).filter(point -> which.test(point.getLabels())).mapToDouble(Reading::value).toArray();
            return values.length == 0 && !has(name) ? OptionalDouble.empty() : OptionalDouble.of(Arrays.stream(values).sum());
        }

        OptionalDouble sum(String name) {
            return sum(name, labels -> true);
        }

        /// The values of a metric by one of its labels.
        Map<String, Double> by(String name, String label) {
            var sums = new TreeMap<String, Double>();
            points(name).forEach(point -> sums.merge(point.getLabels().get(label), value(point), Double::sum));
            return sums;
        }

        /// A label of an info metric: the version in `keepwatch_build_info`.
        String info(String name, String label) {
            return points(name).map(point -> point.getLabels().get(label)).findFirst().orElse("");
        }

        boolean has(String name) {
            return metrics.stream().anyMatch(metric -> metric.getMetadata().getName().equals(name));
        }

        private Stream<? extends DataPointSnapshot> points(String name) {
            return metrics.stream().filter(metric -> metric.getMetadata().getName().equals(name)).flatMap(metric -> metric.getDataPoints().stream());
        }

        private static double value(DataPointSnapshot point) {
            return switch (point) {
                case CounterDataPointSnapshot counter -> counter.getValue();
                case GaugeDataPointSnapshot gauge -> gauge.getValue();
                case InfoDataPointSnapshot ignored -> 1;
                default -> Double.NaN;
            };
        }
    }
}
