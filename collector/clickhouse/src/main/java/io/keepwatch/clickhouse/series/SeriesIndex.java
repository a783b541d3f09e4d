package io.keepwatch.clickhouse.series;

import io.keepwatch.clickhouse.ClickHouseException;
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
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The series of the last days, by the name of their metric. They are read once from `metric_series`; what is written since is told by
/// the writer where nobody else writes, and else found by the parts of the table that are new.
final class SeriesIndex {

    private static final long MILLIS_OF_DAY = Duration.ofDays(1).toMillis();
    /// The days before today that are known whole: a query over a day begins two days before, by its lookback.
    private static final int DAYS_BEFORE = 2;
    /// A part that was merged after it was listed is not found any more.
    private static final int TRIES = 3;
    /// One for each day, and some that are not merged yet.
    private static final long MOST_ROWS_PER_SERIES = 8;
    private static final String PARTS = """
            SELECT name, rows FROM system.parts
            WHERE database = currentDatabase() AND table = 'metric_series' AND active AND partition_id >= %s""";
    private static final String ROWS = """
            SELECT metric, fingerprint, labels, temporality, day, written_at FROM metric_series WHERE _part IN %s""";

    private static final Logger log = LoggerFactory.getLogger(SeriesIndex.class);

    private final int most;
    private final boolean shared;
    private final Clock clock;
    private final ReentrantLock beginning = new ReentrantLock();
    private volatile @Nullable Content content;

    /// @param most   series
    /// @param shared others write, too
    SeriesIndex(int most, boolean shared, Clock clock) {
        this.most = most;
        this.shared = shared;
        this.clock = clock;
    }

    /// @param firstDay  with rows of the series, since 1970
    /// @param writtenAt of the newest row, in seconds
    private record Known(Found found, int firstDay, int lastDay, long writtenAt) {

        Known with(Known other) {
            return new Known(other.writtenAt >= writtenAt ? other.found : found, Math.min(firstDay, other.firstDay),
                    Math.max(lastDay, other.lastDay), Math.max(writtenAt, other.writtenAt));
        }
    }

    private static final class Content {
        private final int firstDay;
        private final Map<String, Map<Long, Known>> byMetric = new ConcurrentHashMap<>();
        /// Whose rows are in it.
        private final Set<String> parts = ConcurrentHashMap.newKeySet();
        private volatile boolean complete;
        /// There are too many, or ClickHouse does not tell which parts there are; set before anything is let go.
        private volatile boolean unusable;

        Content(int firstDay) {
            this.firstDay = firstDay;
        }

        void add(String metric, long fingerprint, Known known) {
            byMetric.computeIfAbsent(metric, _ -> new ConcurrentHashMap<>()).merge(fingerprint, known, Known::with);
        }

        void limit(int most) {
            if (byMetric.values().stream().mapToInt(Map::size).sum() > most) {
                giveUp();
            }
        }

        void giveUp() {
            unusable = true;
            byMetric.clear();
        }
    }

    /// The series that had samples on a day of the span; null when ClickHouse must be asked.
    @Nullable Map<SeriesKey, Found> series(List<LabelMatcher> matchers, TimeSpan span, ControlledReads reads, QueryControl control) {
        if (most == 0) {
            return null;
        }
        int from = day(span.after());
        Content known = current(reads, control);
        if (known == null || from < known.firstDay) {
            return null;
        }
        Map<SeriesKey, Found> found = found(known, matchers, from, day(span.until()), control);
        if (known.unusable) {
            return null; // since it was looked through: what was found may not be all
        }
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

    /// Null when it is not known to be complete.
    private @Nullable Content current(ControlledReads reads, QueryControl control) {
        int firstDay = day(clock.millis()) - DAYS_BEFORE;
        Content known = content;
        if (known == null || known.firstDay < firstDay) {
            return begun(known, firstDay, reads, control);
        }
        if (!known.complete || known.unusable || shared && !refreshed(known, reads, control)) {
            return null;
        }
        return known.unusable ? null : known;
    }

    /// Each day anew: so the series of days long past are let go.
    private @Nullable Content begun(@Nullable Content before, int firstDay, ControlledReads reads, QueryControl control) {
        if (!beginning.tryLock()) {
            return null;
        }
        try {
            if (content != before) {
                return null;
            }
            var fresh = new Content(firstDay);
            content = fresh; // whoever stores adds to it from now on
            fresh.complete = refreshed(fresh, reads, control);
            return fresh.complete && !fresh.unusable ? fresh : null;
        } finally {
            if (content != null && !content.complete) {
                content = null;
            }
            beginning.unlock();
        }
    }

    /// Reads the parts that it lacks.
    ///
    /// @return false when there are none, as where the table is spread over servers, or when they are merged too often
    private boolean refreshed(Content known, ControlledReads reads, QueryControl control) {
        try {
            return caughtUp(known, reads, control);
        } catch (ClickHouseException e) {
            log.info("Series are looked up in ClickHouse today, because it does not tell its parts: {}", e.getMessage());
            known.giveUp();
            return true;
        }
    }

    private boolean caughtUp(Content known, ControlledReads reads, QueryControl control) {
        var checks = new OnlyChecks(control);
        for (int tries = 0; tries < TRIES; tries++) {
            Map<String, Long> parts = parts(known, reads, checks);
            if (parts.isEmpty() && shared) {
                return false;
            }
            Set<String> lacking = new HashSet<>(parts.keySet());
            lacking.removeAll(known.parts);
            long rows = lacking.stream().mapToLong(parts::get).sum();
            if (rows > MOST_ROWS_PER_SERIES * most) {
                known.giveUp();
                return true;
            }
            if (lacking.isEmpty() || read(known, lacking, reads, checks) == rows) {
                known.parts.addAll(lacking);
                known.parts.retainAll(parts.keySet());
                return true;
            }
        }
        return false;
    }

    private static Map<String, Long> parts(Content known, ControlledReads reads, QueryControl control) {
        var parameters = new Parameters();
        String firstPartition = LocalDate.ofEpochDay(known.firstDay).format(DateTimeFormatter.BASIC_ISO_DATE);
        Map<String, Long> parts = new HashMap<>();
        reads.blocks(PARTS.formatted(parameters.text(firstPartition)), parameters, control, block -> {
            for (int row = 0; row < block.rows(); row++) {
                parts.put(block.texts(0).get(row), block.longs(1)[row]);
            }
        });
        return parts;
    }

    /// @return how many rows there were
    private long read(Content known, Set<String> parts, ControlledReads reads, QueryControl control) {
        Map<String, String> texts = new HashMap<>();
        var parameters = new Parameters();
        var count = new AtomicLong();
        reads.blocks(ROWS.formatted(parameters.texts(parts)), parameters, control, block -> {
            for (int row = 0; row < block.rows(); row++) {
                String metric = texts.computeIfAbsent(block.texts(0).get(row), name -> name);
                Labels labels = SeriesLookup.labels(metric, block.maps(2), row, texts);
                int day = block.ints(4)[row];
                boolean delta = block.texts(3).get(row).equals(Temporality.DELTA.name());
                known.add(metric, block.longs(1)[row], new Known(new Found(labels, delta), day, day, Integer.toUnsignedLong(block.ints(5)[row])));
            }
            count.addAndGet(block.rows());
        });
        known.limit(most);
        return count.get();
    }

    /// Rows of series that have been stored; element i of both lists belongs together.
    void stored(MetricBatch batch, IntColumn seriesOfRow, IntColumn days) {
        Content known = content;
        if (known == null || known.unusable || shared) {
            return;
        }
        long now = clock.millis() / 1000;
        var series = batch.series();
        for (int i = 0; i < days.size(); i++) {
            int index = seriesOfRow.get(i);
            String metric = series.name.get(index);
            Map<String, String> labels = new HashMap<>(series.labels.get(index));
            labels.put(Labels.NAME, metric);
            boolean delta = series.temporality.get(index).equals(Temporality.DELTA.name());
            known.add(metric, series.fingerprint.get(index), new Known(new Found(Labels.of(labels), delta), days.get(i), days.get(i), now));
        }
        if (days.size() > 0) {
            known.limit(most);
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
