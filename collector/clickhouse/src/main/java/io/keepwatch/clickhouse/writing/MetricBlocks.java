package io.keepwatch.clickhouse.writing;

import io.keepwatch.clickhouse.nativeformat.NativeBlock;
import io.keepwatch.clickhouse.nativeformat.Rows;
import io.keepwatch.telemetry.batch.IntColumn;
import io.keepwatch.telemetry.batch.MetricBatch;

/// How a batch of samples becomes blocks of `metric_series`, `metric_samples` and `metric_exemplars`.
final class MetricBlocks {

    private MetricBlocks() {}

    /// @param seriesOfRow the series of each row to write, @param days the day of each row, since 1970
    static NativeBlock series(MetricBatch batch, IntColumn seriesOfRow, IntColumn days) {
        Rows which = Rows.at(seriesOfRow);
        var series = batch.series();
        return new NativeBlock("metric_series", days.size())
                .dates("day", days, Rows.all(days.size()))
                .dictionary("metric", series.name, which)
                .longs("fingerprint", "UInt64", series.fingerprint, which)
                .map("labels", series.labels, which)
                .dictionary("family", series.family, which)
                .dictionary("type", series.type, which)
                .dictionary("unit", series.unit, which)
                .dictionary("original_name", series.originalName, which)
                .dictionary("description", series.description, which)
                .dictionary("temporality", series.temporality, which)
                .bytes("monotonic", series.monotonic, which)
                .map("resource", series.resource, which);
    }

    static NativeBlock samples(MetricBatch batch) {
        Rows all = Rows.all(batch.rows());
        Rows seriesOfSample = Rows.at(batch.sampleSeries());
        return new NativeBlock("metric_samples", batch.rows())
                .dictionary("metric", batch.series().name, seriesOfSample)
                .longs("fingerprint", "UInt64", batch.series().fingerprint, seriesOfSample)
                .longs("time", "DateTime64(3)", batch.sampleTime(), all)
                .doubles("value", batch.sampleValue(), all);
    }

    static NativeBlock exemplars(MetricBatch batch) {
        var exemplars = batch.exemplars();
        Rows all = Rows.all(exemplars.size());
        Rows seriesOfExemplar = Rows.at(exemplars.series);
        return new NativeBlock("metric_exemplars", exemplars.size())
                .dictionary("metric", batch.series().name, seriesOfExemplar)
                .longs("fingerprint", "UInt64", batch.series().fingerprint, seriesOfExemplar)
                .longs("time", "DateTime64(3)", exemplars.time, all)
                .doubles("value", exemplars.value, all)
                .strings("trace_id", exemplars.traceId, all)
                .strings("span_id", exemplars.spanId, all)
                .map("attributes", exemplars.attributes, all);
    }
}
