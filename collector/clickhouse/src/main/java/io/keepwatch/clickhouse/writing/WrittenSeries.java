package io.keepwatch.clickhouse.writing;

import io.keepwatch.telemetry.batch.IntColumn;
import io.keepwatch.telemetry.batch.LongSet;
import io.keepwatch.telemetry.batch.MetricBatch;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Objects;
import java.util.TreeMap;

/// Remembers which series have their row of a day, so that it is written once and not with every batch; again when its type, unit or
/// description becomes another. What is forgotten is written again, which does no harm. Bounded: the days that are longest past are
/// forgotten first.
final class WrittenSeries {

    private static final long MILLIS_OF_DAY = Duration.ofDays(1).toMillis();

    private final int limit;
    private final TreeMap<Integer, LongSet> writtenOfDay = new TreeMap<>();
    /// Counts how often all was forgotten: what was written before belongs to tables that may be gone.
    private long generation;

    WrittenSeries(int limit) {
        this.limit = limit;
    }

    /// Series of a batch and days on which they have samples in it; element i of both belongs together.
    record SeriesDays(IntColumn series, IntColumn days, long generation) {}

    /// The series of the batch that still need their row of a day.
    synchronized SeriesDays missing(MetricBatch batch) {
        var missing = new SeriesDays(new IntColumn(), new IntColumn(), generation);
        var seen = new HashSet<Long>();
        var lastDay = new int[batch.series().size()];
        Arrays.fill(lastDay, Integer.MIN_VALUE);
        for (int sample = 0; sample < batch.rows(); sample++) {
            int series = batch.sampleSeries().get(sample);
            int day = (int) Math.floorDiv(batch.sampleTime().get(sample), MILLIS_OF_DAY);
            if (lastDay[series] != day && seen.add((long) series << 32 | day)) {
                lastDay[series] = day;
                LongSet written = writtenOfDay.get(day);
                if (written == null || !written.contains(row(batch, series))) {
                    missing.series().append(series);
                    missing.days().append(day);
                }
            }
        }
        return missing;
    }

    synchronized void add(MetricBatch batch, SeriesDays written) {
        if (written.generation() != generation) {
            return;
        }
        for (int i = 0; i < written.days().size(); i++) {
            writtenOfDay.computeIfAbsent(written.days().get(i), day -> new LongSet())
                    .add(row(batch, written.series().get(i)));
        }
        while (size() > limit) {
            writtenOfDay.pollFirstEntry();
        }
    }

    /// What the row of a series holds, as a number.
    private static long row(MetricBatch batch, int series) {
        var columns = batch.series();
        int metadata = Objects.hash(columns.type.get(series), columns.unit.get(series), columns.description.get(series));
        return columns.fingerprint.get(series) ^ (long) metadata << Integer.SIZE;
    }

    /// The tables may be new.
    synchronized void forgetAll() {
        writtenOfDay.clear();
        generation++;
    }

    synchronized int size() {
        return writtenOfDay.values().stream().mapToInt(LongSet::size).sum();
    }
}
