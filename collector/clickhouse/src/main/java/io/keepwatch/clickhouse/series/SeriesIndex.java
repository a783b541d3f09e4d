package io.keepwatch.clickhouse.series;

import io.keepwatch.clickhouse.series.SeriesLookup.Found;
import io.keepwatch.clickhouse.sql.Parameters;
import io.keepwatch.telemetry.batch.IntColumn;
import io.keepwatch.telemetry.batch.MetricBatch;
import io.keepwatch.telemetry.batch.SeriesMetadata.Temporality;
import io.keepwatch.telemetry.series.LabelMatcher;
import io.keepwatch.telemetry.series.LabelMatcher.Operator;
import io.keepwatch.telemetry.series.Labels;
import io.keepwatch.telemetry.series.QueryControl;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The series of the last days, by the name of their metric: read once from `metric_series`, and every row that is stored later added.
final class SeriesIndex {

    private static final long MILLIS_OF_DAY = Duration.ofDays(1).toMillis();
    /// The days before today that are known whole: a query over a day begins two days before, by its lookback.
    private static final int DAYS_BEFORE = 2;
    private static final String SERIES = """
            SELECT metric, fingerprint, any(labels), toUInt8(argMax(temporality, written_at) = 'DELTA'), min(day), max(day)
            FROM metric_series WHERE day >= toDate(%s) GROUP BY metric, fingerprint LIMIT %s""";

    private final int most;
    private final Clock clock;
    private final ReentrantLock loading = new ReentrantLock();
    /// Null before it is loaded. Whoever stores adds to it while it is being loaded, too.
    private volatile @Nullable Content content;

    /// @param most series
    SeriesIndex(int most, Clock clock) {
        this.most = most;
        this.clock = clock;
    }

    /// @param firstDay with rows of the series, since 1970
    private record Known(Found found, int firstDay, int lastDay) {

        Known with(Known newer) {
            return new Known(newer.found, Math.min(firstDay, newer.firstDay), Math.max(lastDay, newer.lastDay));
        }
    }

    private static final class Content {
        private final int firstDay;
        private final Map<String, Map<Long, Known>> byMetric = new ConcurrentHashMap<>();
        private volatile boolean complete;
        private volatile boolean tooMany;

        Content(int firstDay) {
            this.firstDay = firstDay;
        }

        void stored(String metric, long fingerprint, Known known) {
            byMetric.computeIfAbsent(metric, _ -> new ConcurrentHashMap<>()).merge(fingerprint, known, Known::with);
        }

        /// What was stored meanwhile is newer than what was read.
        void read(String metric, long fingerprint, Known known) {
            byMetric.computeIfAbsent(metric, _ -> new ConcurrentHashMap<>()).merge(fingerprint, known, (stored, read) -> read.with(stored));
        }

        int size() {
            return byMetric.values().stream().mapToInt(Map::size).sum();
        }
    }

    /// The series that had samples on a day of the span; null when ClickHouse must be asked.
    @Nullable Map<SeriesKey, Found> series(List<LabelMatcher> matchers, TimeSpan span, ControlledReads reads, QueryControl control) {
        if (most == 0) {
            return null;
        }
        int from = day(span.after());
        Content known = loaded(reads, control);
        if (known == null || from < known.firstDay) {
            return null;
        }
        Map<SeriesKey, Found> found = found(known, matchers, from, day(span.until()), control);
        control.samplesRead(found.size(), 0);
        return found;
    }

    private static Map<SeriesKey, Found> found(Content known, List<LabelMatcher> matchers, int from, int to, QueryControl control) {
        var onName = new Remembering(matchers.stream().filter(matcher -> matcher.label().equals(Labels.NAME)).toList());
        var onLabels = new Remembering(matchers.stream().filter(matcher -> !matcher.label().equals(Labels.NAME)).toList());
        Map<SeriesKey, Found> found = new HashMap<>();
        onName.matchers.stream().filter(matcher -> matcher.operator() == Operator.EQUAL).findFirst()
                .map(matcher -> known.byMetric.containsKey(matcher.value()) ? List.of(matcher.value()) : List.<String>of())
                .orElseGet(() -> List.copyOf(known.byMetric.keySet()))
                .forEach(metric -> {
                    control.check();
                    if (!onName.matches(Labels.of(Labels.NAME, metric))) {
                        return;
                    }
                    known.byMetric.getOrDefault(metric, Map.of()).forEach((fingerprint, series) -> {
                        if (series.firstDay <= to && series.lastDay >= from && onLabels.matches(series.found.labels())) {
                            found.put(new SeriesKey(metric, fingerprint), series.found);
                        }
                    });
                });
        return found;
    }

    /// Matches each value once: the same come again in many series, and regular expressions are slow.
    private static final class Remembering {
        private final List<LabelMatcher> matchers;
        private final Map<LabelMatcher, Map<String, Boolean>> answers = new HashMap<>();

        Remembering(List<LabelMatcher> matchers) {
            this.matchers = matchers;
            matchers.forEach(matcher -> answers.put(matcher, new HashMap<>()));
        }

        boolean matches(Labels labels) {
            for (LabelMatcher matcher : matchers) {
                if (!answers.get(matcher).computeIfAbsent(labels.get(matcher.label()), matcher::matches)) {
                    return false;
                }
            }
            return true;
        }
    }

    private @Nullable Content loaded(ControlledReads reads, QueryControl control) {
        int firstDay = day(clock.millis()) - DAYS_BEFORE;
        Content known = content;
        if ((known == null || known.firstDay < firstDay) && loading.tryLock()) {
            try {
                if (content == known) {
                    load(new Content(firstDay), reads, control);
                }
            } finally {
                loading.unlock();
            }
        }
        known = content;
        return known == null || !known.complete || known.tooMany ? null : known;
    }

    /// Each day anew: so the series of days long past are let go.
    private void load(Content fresh, ControlledReads reads, QueryControl control) {
        content = fresh;
        try {
            read(fresh, reads, control);
            fresh.tooMany = fresh.size() > most;
            if (fresh.tooMany) {
                fresh.byMetric.clear();
            }
            fresh.complete = true;
        } finally {
            if (!fresh.complete) {
                content = null;
            }
        }
    }

    private void read(Content fresh, ControlledReads reads, QueryControl control) {
        Map<String, String> texts = new HashMap<>();
        var parameters = new Parameters();
        String sql = SERIES.formatted(parameters.integer(fresh.firstDay), parameters.unsigned(most + 1L));
        reads.blocks(sql, parameters, new OnlyChecks(control), block -> {
            for (int row = 0; row < block.rows(); row++) {
                String metric = texts.computeIfAbsent(block.texts(0).get(row), name -> name);
                Labels labels = SeriesLookup.labels(metric, block.maps(2), row, texts);
                fresh.read(metric, block.longs(1)[row],
                        new Known(new Found(labels, block.ints(3)[row] == 1), block.ints(4)[row], block.ints(5)[row]));
            }
        });
    }

    /// Rows of series that have been stored; element i of both lists belongs together.
    void stored(MetricBatch batch, IntColumn seriesOfRow, IntColumn days) {
        Content known = content;
        if (known == null || known.tooMany) {
            return;
        }
        var series = batch.series();
        for (int i = 0; i < days.size(); i++) {
            int index = seriesOfRow.get(i);
            String metric = series.name.get(index);
            Map<String, String> labels = new HashMap<>(series.labels.get(index));
            labels.put(Labels.NAME, metric);
            boolean delta = series.temporality.get(index).equals(Temporality.DELTA.name());
            known.stored(metric, series.fingerprint.get(index), new Known(new Found(Labels.of(labels), delta), days.get(i), days.get(i)));
        }
        if (known.complete && known.size() > most) {
            known.tooMany = true;
            known.byMetric.clear();
        }
    }

    void forgetAll() {
        content = null;
    }

    private static int day(long millis) {
        return (int) Math.floorDiv(millis, MILLIS_OF_DAY);
    }

    /// Which series there are counts when a query selects them.
    private record OnlyChecks(QueryControl control) implements QueryControl {

        @Override
        public void check() {
            control.check();
        }

        @Override
        public void samplesRead(int series, long samples) {}
    }
}
