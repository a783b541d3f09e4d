package io.keepwatch.prometheus;

import io.keepwatch.telemetry.series.LabelMatcher;
import io.keepwatch.telemetry.series.QueryControl;
import io.keepwatch.telemetry.series.SeriesStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Writes down what one query reads.
final class ReadLog implements SeriesStore {

    private final SeriesStore store;
    private final List<QueryRun.Read> reads = new ArrayList<>();

    ReadLog(SeriesStore store) {
        this.store = store;
    }

    @Override
    public List<SampleColumn> select(Selection selection, QueryControl control) {
        long start = System.nanoTime();
        List<SampleColumn> columns = store.select(selection, control);
        long samples = columns.stream().mapToLong(column -> column.times().length).sum();
        reads.add(new QueryRun.Read(text(selection.matchers()), selection.afterMillis(), selection.untilMillis(), columns.size(), samples,
                Duration.ofNanos(System.nanoTime() - start)));
        return columns;
    }

    List<QueryRun.Read> reads() {
        return List.copyOf(reads);
    }

    private static String text(List<LabelMatcher> matchers) {
        return matchers.stream().map(LabelMatcher::toString).collect(Collectors.joining(", ", "{", "}"));
    }
}
