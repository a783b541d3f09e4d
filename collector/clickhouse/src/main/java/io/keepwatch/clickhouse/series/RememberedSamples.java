package io.keepwatch.clickhouse.series;

import io.keepwatch.clickhouse.chunks.PackedValues;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// All samples of one series after an instant, as they are stored: read once, and every sample that is stored later added. What
/// cannot be added for sure (a sample among packed ones, another value at a known instant) makes it forget everything, so that
/// ClickHouse is asked again.
final class RememberedSamples {

    private static final long NOTHING = Long.MAX_VALUE;
    private static final int PACKED_TOGETHER = 240;
    /// Samples may come this late, counted in samples of the series, before it is forgotten.
    private static final int KEPT_LOOSE = 120;
    private static final int OVERHEAD = 200;
    private static final long BYTES_PER_SAMPLE = 16;

    private record Packed(long first, long last, int count, PackedValues times, PackedValues values) {

        long bytes() {
            return 48 + times.bytes() + values.bytes();
        }
    }

    /// The oldest first.
    private final Deque<Packed> packed = new ArrayDeque<>();
    private long[] times = new long[0];
    private double[] values = new double[0];
    private int size;
    private final AtomicLong bytesOfAll;
    private long bytes;
    private long after = NOTHING;
    /// Set while somebody reads it from ClickHouse; what is stored meanwhile gathers in `times` and `values`.
    private @Nullable Object loader;
    /// How far back was asked for, in this period and in the one before.
    private long reach;
    private long reachBefore;

    /// @param bytesOfAll follows what this one takes
    RememberedSamples(AtomicLong bytesOfAll) {
        this.bytesOfAll = bytesOfAll;
        take(OVERHEAD);
    }

    private void take(long more) {
        bytes += more;
        bytesOfAll.addAndGet(more);
    }

    /// @return null when somebody else loads it
    synchronized @Nullable Object beginLoading() {
        if (loader != null) {
            return null;
        }
        forget();
        return loader = new Object();
    }

    /// @param times ascending, all there are after the instant
    synchronized void loaded(Object by, long after, long[] times, double[] values, long reach) {
        if (loader != by) {
            return;
        }
        long[] newTimes = Arrays.copyOf(this.times, size);
        double[] newValues = Arrays.copyOf(this.values, size);
        forget();
        this.after = after;
        this.reach = Math.max(this.reach, Math.max(1, reach));
        int from = 0;
        for (; times.length - from > PACKED_TOGETHER + KEPT_LOOSE; from += PACKED_TOGETHER) {
            pack(times, values, from, from + PACKED_TOGETHER);
        }
        this.times = Arrays.copyOfRange(times, from, times.length);
        this.values = Arrays.copyOfRange(values, from, values.length);
        size = times.length - from;
        take(BYTES_PER_SAMPLE * size);
        for (int i = 0; i < newTimes.length; i++) {
            add(newTimes[i], newValues[i]);
        }
    }

    synchronized void loadingEnded(Object by) {
        if (loader == by) {
            forget();
        }
    }

    /// Knows nothing any more, and is not to be found any more.
    synchronized void drop() {
        forget();
        take(-bytes);
    }

    synchronized void forget() {
        packed.clear();
        times = new long[0];
        values = new double[0];
        size = 0;
        take(OVERHEAD - bytes);
        after = NOTHING;
        loader = null;
    }

    /// A sample that has been stored.
    synchronized void add(long time, double value) {
        if (loader != null) {
            append(size, time, value);
            return;
        }
        if (time <= after) {
            return;
        }
        int at = size;
        while (at > 0 && times[at - 1] >= time) {
            at--;
        }
        if (at < size && times[at] == time) {
            if (Double.doubleToRawLongBits(values[at]) != Double.doubleToRawLongBits(value)) {
                forget();
            }
        } else if (at == 0 && !packed.isEmpty() && time <= packed.getLast().last()) {
            forget();
        } else {
            append(at, time, value);
            packOldest();
        }
    }

    private void append(int at, long time, double value) {
        if (size == times.length) {
            int more = Math.max(16, size + size / 2);
            take(BYTES_PER_SAMPLE * (more - size));
            times = Arrays.copyOf(times, more);
            values = Arrays.copyOf(values, more);
        }
        System.arraycopy(times, at, times, at + 1, size - at);
        System.arraycopy(values, at, values, at + 1, size - at);
        times[at] = time;
        values[at] = value;
        size++;
    }

    private void packOldest() {
        if (size <= PACKED_TOGETHER + KEPT_LOOSE) {
            return;
        }
        pack(times, values, 0, PACKED_TOGETHER);
        size -= PACKED_TOGETHER;
        System.arraycopy(times, PACKED_TOGETHER, times, 0, size);
        System.arraycopy(values, PACKED_TOGETHER, values, 0, size);
        long keptAfter = times[size - 1] - Math.max(reach, reachBefore);
        while (!packed.isEmpty() && packed.getFirst().last() <= keptAfter) {
            Packed oldest = packed.removeFirst();
            after = oldest.last();
            take(-oldest.bytes());
        }
    }

    private void pack(long[] times, double[] values, int from, int to) {
        var together = new Packed(times[from], times[to - 1], to - from, PackedValues.ofTimes(times, from, to), PackedValues.of(values, from, to));
        packed.addLast(together);
        take(together.bytes());
    }

    /// The samples of the span, and perhaps some beside it; null when they are not all known.
    ///
    /// @param reachNow how long ago the span begins
    synchronized @Nullable MergedSamples read(TimeSpan span, long reachNow) {
        if (span.after() < after) {
            return null;
        }
        reach = Math.max(reach, Math.max(1, reachNow));
        int count = 0;
        for (Packed together : packed) {
            count += overlaps(together, span) ? together.count() : 0;
        }
        int from = firstAfter(span.after());
        int to = firstAfter(span.until());
        long[] readTimes = new long[count + to - from];
        double[] readValues = new double[readTimes.length];
        int at = 0;
        for (Packed together : packed) {
            if (overlaps(together, span)) {
                together.times().times(together.count(), readTimes, at);
                together.values().values(together.count(), readValues, at);
                at += together.count();
            }
        }
        System.arraycopy(times, from, readTimes, at, to - from);
        System.arraycopy(values, from, readValues, at, to - from);
        return new MergedSamples(readTimes, readValues);
    }

    private static boolean overlaps(Packed together, TimeSpan span) {
        return together.last() > span.after() && together.first() <= span.until();
    }

    private int firstAfter(long instant) {
        int found = Arrays.binarySearch(times, 0, size, instant);
        return found < 0 ? -found - 1 : found + 1;
    }

    /// Begins another period.
    ///
    /// @return whether it was asked for in the last two
    synchronized boolean stillWanted() {
        boolean wanted = loader != null || reach > 0 || reachBefore > 0;
        reachBefore = reach;
        reach = 0;
        return wanted;
    }

    synchronized long bytes() {
        return bytes;
    }
}
