package io.keepwatch.clickhouse.series;

import io.keepwatch.clickhouse.series.SealedSamples.Chunks;
import io.keepwatch.telemetry.series.Labels;
import io.keepwatch.telemetry.series.SeriesStore.SampleColumn;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The samples of one series from chunks and rows together, each instant once: of several the newest.
public record MergedSamples(long[] times, double[] values) {

    static final MergedSamples NONE = new MergedSamples(new long[0], new double[0]);

    private static final Comparator<StoredChunk> BY_TIME = Comparator.comparingLong(StoredChunk::first);
    /// The chunk with more samples was sealed when more rows were there.
    private static final Comparator<StoredChunk> BY_AGE =
            Comparator.comparingLong(StoredChunk::writtenAt).thenComparingInt(StoredChunk::samples);

    static MergedSamples of(List<StoredChunk> sealed, Chunks chunks, @Nullable SampleRun rows) {
        if (sealed.isEmpty()) {
            return rows == null ? NONE : new MergedSamples(rows.times(), rows.values());
        }
        List<StoredChunk> ordered = sealed.stream().sorted(BY_TIME).toList();
        return oneAfterTheOther(ordered, rows) ? joined(ordered, chunks, rows) : merged(sealed, chunks, rows);
    }

    private static boolean oneAfterTheOther(List<StoredChunk> ordered, @Nullable SampleRun rows) {
        for (int i = 1; i < ordered.size(); i++) {
            if (ordered.get(i).first() <= ordered.get(i - 1).last()) {
                return false;
            }
        }
        return rows == null || rows.size() == 0 || rows.time(0) > ordered.getLast().last();
    }

    private static MergedSamples joined(List<StoredChunk> ordered, Chunks chunks, @Nullable SampleRun rows) {
        int count = ordered.stream().mapToInt(StoredChunk::samples).sum();
        int all = count + (rows == null ? 0 : rows.size());
        var joined = new MergedSamples(new long[all], new double[all]);
        int at = 0;
        for (StoredChunk chunk : ordered) {
            System.arraycopy(chunks.timesOf(chunk), 0, joined.times, at, chunk.samples());
            chunk.decode(joined.values, at);
            at += chunk.samples();
        }
        for (int i = 0; rows != null && i < rows.size(); i++, at++) {
            joined.times[at] = rows.time(i);
            joined.values[at] = rows.value(i);
        }
        return joined;
    }

    /// Chunks from the oldest to the newest, then rows; what comes later counts, unless it was written earlier.
    private static MergedSamples merged(List<StoredChunk> sealed, Chunks chunks, @Nullable SampleRun rows) {
        List<StoredChunk> byAge = sealed.stream().sorted(BY_AGE).toList();
        MergedSamples all = joined(byAge, chunks, rows);
        long[] written = new long[all.times.length];
        int at = 0;
        for (StoredChunk chunk : byAge) {
            Arrays.fill(written, at, at += chunk.samples(), chunk.writtenAt());
        }
        for (int i = 0; rows != null && i < rows.size(); i++, at++) {
            written[at] = rows.writtenAt(i);
        }
        int[] order = IntStream.range(0, written.length).boxed().sorted(Comparator.<Integer>comparingLong(i -> all.times[i])
                .thenComparingLong(i -> written[i])).mapToInt(i -> i).toArray();
        var run = new SampleRun(order.length);
        for (int i : order) {
            run.add(all.times[i], all.values[i], written[i]);
        }
        return new MergedSamples(run.times(), run.values());
    }

    /// Those in the span.
    public SampleColumn column(Labels labels, TimeSpan span) {
        int from = position(span.after());
        int to = position(span.until());
        return from == 0 && to == times.length ? new SampleColumn(labels, times, values)
                : new SampleColumn(labels, Arrays.copyOfRange(times, from, to), Arrays.copyOfRange(values, from, to));
    }

    /// How many samples there are up to the instant.
    private int position(long until) {
        int found = Arrays.binarySearch(times, until);
        return found < 0 ? -found - 1 : found + 1;
    }
}
