package io.keepwatch.clickhouse.series;

import io.keepwatch.telemetry.batch.MetricBatch;
import io.keepwatch.telemetry.batch.SeriesColumns;
import io.keepwatch.telemetry.series.Labels;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// The samples of series that are asked for again and again, up to the newest that was stored.
///
/// A series is remembered from the first time a query reads it up to the present. It stays while it is asked for, as far back as
/// is asked for, and while there is room.
final class SampleMemory {

    /// A query over the last day looks a little further back.
    private static final long FURTHEST = Duration.ofHours(26).toMillis();
    /// A query that ended before is one about the past, and is not asked again with every refresh.
    private static final long PRESENT = Duration.ofMinutes(10).toMillis();
    private static final long PERIOD = Duration.ofMinutes(20).toMillis();
    /// More often only when there is far too little room: what is thrown out is read again at once.
    private static final long SHORTEST_PERIOD = Duration.ofMinutes(1).toMillis();
    /// An insert that was given up may still be stored.
    private static final long UNSURE = Duration.ofMinutes(5).toMillis();

    private final long room;
    private final Clock clock;
    private final Map<SeriesKey, RememberedSamples> series = new ConcurrentHashMap<>();
    private final AtomicLong bytes = new AtomicLong();
    private volatile long unsureUntil = Long.MIN_VALUE;
    /// How often it became unsure what is stored: what was read across such a moment is not remembered.
    private final AtomicLong doubts = new AtomicLong();
    private volatile long periodBegan;

    /// @param room in bytes
    SampleMemory(long room, Clock clock) {
        this.room = room;
        this.clock = clock;
        this.periodBegan = clock.millis();
    }

    /// What is read from ClickHouse now, to be remembered if there is room. To be closed after the last series.
    final class Loading implements AutoCloseable {
        private final TimeSpan span;
        private final long doubtsBefore;
        private final Map<SeriesKey, Object> begun = new HashMap<>();

        private Loading(TimeSpan span, long doubtsBefore) {
            this.span = span;
            this.doubtsBefore = doubtsBefore;
        }

        /// What to read: as much as was asked for, or more.
        TimeSpan span() {
            return span;
        }

        void loaded(SeriesKey key, MergedSamples samples) {
            Object token = begun.remove(key);
            RememberedSamples remembered = token == null ? null : series.get(key);
            if (token == null || remembered == null) {
                return;
            }
            if (bytes.get() > room || doubts.get() != doubtsBefore) {
                remembered.loadingEnded(token);
                return;
            }
            var own = samples.column(Labels.EMPTY, span);
            remembered.loaded(token, span.after(), own.times(), own.values(), clock.millis() - span.after());
        }

        @Override
        public void close() {
            begun.forEach((key, token) -> {
                RememberedSamples remembered = series.get(key);
                if (remembered != null) {
                    remembered.loadingEnded(token);
                }
            });
        }
    }

    /// To be called before ClickHouse is asked.
    Loading load(Collection<SeriesKey> keys, TimeSpan asked) {
        long doubtsBefore = doubts.get();
        long now = clock.millis();
        tidy(now);
        boolean wanted = now - asked.after() <= FURTHEST && now - asked.until() <= PRESENT && now >= unsureUntil && bytes.get() < room;
        var loading = new Loading(wanted ? new TimeSpan(asked.after(), Long.MAX_VALUE) : asked, doubtsBefore);
        for (SeriesKey key : wanted ? keys : List.<SeriesKey>of()) {
            Object token = series.computeIfAbsent(key, _ -> new RememberedSamples(bytes)).beginLoading();
            if (token != null) {
                loading.begun.put(key, token);
            }
        }
        return loading;
    }

    /// The samples of the span, and perhaps some beside it; null when ClickHouse must be asked.
    @Nullable MergedSamples read(SeriesKey key, TimeSpan span) {
        RememberedSamples remembered = series.get(key);
        return remembered == null ? null : remembered.read(span, clock.millis() - span.after());
    }

    void stored(MetricBatch batch) {
        if (series.isEmpty()) {
            return;
        }
        RememberedSamples[] remembered = of(batch.series());
        for (int row = 0; row < batch.rows(); row++) {
            RememberedSamples own = remembered[batch.sampleSeries().get(row)];
            if (own != null) {
                own.add(batch.sampleTime().get(row), batch.sampleValue().get(row));
            }
        }
        if (bytes.get() > room + room / 4) {
            tidy(clock.millis());
        }
    }

    private RememberedSamples[] of(SeriesColumns columns) {
        String[] names = new String[columns.name.values().size()];
        Arrays.setAll(names, columns.name.values()::get);
        var remembered = new RememberedSamples[columns.size()];
        Arrays.setAll(remembered, i -> series.get(new SeriesKey(names[columns.name.index(i)], columns.fingerprint.get(i))));
        return remembered;
    }

    void unsure() {
        unsureUntil = clock.millis() + UNSURE;
        forgetAll();
    }

    void forgetAll() {
        doubts.incrementAndGet();
        for (Iterator<RememberedSamples> each = series.values().iterator(); each.hasNext();) {
            RememberedSamples remembered = each.next();
            each.remove();
            remembered.drop();
        }
    }

    /// Lets go of what nobody asked for in two periods; when there is no room, of more.
    private synchronized void tidy(long now) {
        boolean full = bytes.get() > room;
        boolean due = now - periodBegan >= (full ? SHORTEST_PERIOD : PERIOD) || bytes.get() > room + room / 4;
        if (!due) {
            return;
        }
        periodBegan = now;
        long kept = 0;
        for (Iterator<RememberedSamples> each = series.values().iterator(); each.hasNext();) {
            RememberedSamples remembered = each.next();
            long own = remembered.bytes();
            if (remembered.stillWanted() && kept + own <= (full ? room / 2 : room)) {
                kept += own;
            } else {
                each.remove();
                remembered.drop();
            }
        }
    }

    long bytes() {
        return bytes.get();
    }
}
