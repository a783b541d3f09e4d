package io.keepwatch.telemetry.batch;

import java.util.SortedMap;

/// Single measurements that a sample stands for, each with the trace it was made in.
public final class ExemplarColumns {

    private final IntColumn sample = new IntColumn();
    /// Index into [SeriesColumns].
    public final IntColumn series = new IntColumn();
    /// Milliseconds since 1970.
    public final LongColumn time = new LongColumn();
    public final DoubleColumn value = new DoubleColumn();
    public final TextColumn traceId = new TextColumn();
    public final TextColumn spanId = new TextColumn();
    public final AttributesColumn attributes = new AttributesColumn();

    ExemplarColumns() {}

    public int size() {
        return time.size();
    }

    void add(int sampleIndex, int seriesIndex, long epochMillis, double measured, String trace, String span,
            SortedMap<String, String> filtered) {
        sample.append(sampleIndex);
        series.append(seriesIndex);
        time.append(epochMillis);
        value.append(measured);
        traceId.append(trace);
        spanId.append(span);
        attributes.append(filtered);
    }

    void forgetFrom(int rows) {
        int kept = size();
        while (kept > 0 && sample.get(kept - 1) >= rows) {
            kept--;
        }
        sample.truncate(kept);
        series.truncate(kept);
        time.truncate(kept);
        value.truncate(kept);
        traceId.truncate(kept);
        spanId.truncate(kept);
        attributes.truncate(kept);
    }

    long bytes() {
        return sample.bytes() + series.bytes() + time.bytes() + value.bytes() + traceId.bytes() + spanId.bytes()
                + attributes.bytes();
    }
}
