package io.keepwatch.ingest;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Unit;

/// What the ingest path tells about itself.
public final class IngestMetrics {

    private final PrometheusRegistry registry;
    private final Counter requests;
    private final Counter bytes;
    private final Counter stored;
    private final Counter rejected;
    private final Histogram batchRows;
    private final Histogram insertSeconds;

    public IngestMetrics(PrometheusRegistry registry) {
        this.registry = registry;
        requests = Counter.builder().name("keepwatch_ingest_requests").help("Requests by how they came and how they were answered.")
                .labelNames("transport", "signal", "outcome").register(registry);
        bytes = Counter.builder().name("keepwatch_ingest_received_bytes").help("Bytes of requests as they came from the wire.")
                .unit(Unit.BYTES).labelNames("transport", "signal").register(registry);
        stored = Counter.builder().name("keepwatch_ingest_rows_stored").help("Rows whose insert is done; a metric's data point has one or more.")
                .labelNames("signal").register(registry);
        rejected = Counter.builder().name("keepwatch_ingest_records_rejected").help("Records that were not stored because of what they are.")
                .labelNames("signal", "reason").register(registry);
        batchRows = Histogram.builder().name("keepwatch_ingest_batch_rows").help("Rows per inserted batch.")
                .labelNames("signal").classicUpperBounds(1, 10, 100, 1_000, 5_000, 10_000, 20_000, 50_000).register(registry);
        insertSeconds = Histogram.builder().name("keepwatch_ingest_insert_seconds").help("Duration of a batch's insert, failed ones included.")
                .unit(Unit.SECONDS).labelNames("signal").classicUpperBounds(.005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30).register(registry);
    }

    void observe(ByteBudget budget) {
        GaugeWithCallback.builder().name("keepwatch_ingest_in_flight_bytes").help("Bytes of requests in memory, packed and unpacked.")
                .unit(Unit.BYTES).callback(callback -> callback.call(budget.inFlight())).register(registry);
        GaugeWithCallback.builder().name("keepwatch_ingest_budget_bytes").help("How many bytes of requests may be in memory; beyond it senders are told to come back later.")
                .unit(Unit.BYTES).callback(callback -> callback.call(budget.total())).register(registry);
    }

    void answered(String transport, Signal signal, int wireBytes, IngestResult result) {
        requests.labelValues(transport, signal.word(), result.word()).inc();
        bytes.labelValues(transport, signal.word()).inc(wireBytes);
    }

    void translated(Signal signal, Rejections rejections) {
        for (var reason : Rejections.Reason.values()) {
            rejected(signal, reason, rejections.count(reason));
        }
    }

    void rejected(Signal signal, Rejections.Reason reason, long records) {
        if (records > 0) {
            rejected.labelValues(signal.word(), reason.word()).inc(records);
        }
    }

    void timeInsert(Signal signal, int rows, Runnable insert) {
        long start = System.nanoTime();
        try {
            insert.run();
            batchRows.labelValues(signal.word()).observe(rows);
            stored.labelValues(signal.word()).inc(rows);
        } finally {
            insertSeconds.labelValues(signal.word()).observe(Unit.nanosToSeconds(System.nanoTime() - start));
        }
    }
}
