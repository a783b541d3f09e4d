package io.keepwatch.prometheus;

import io.keepwatch.telemetry.series.LabelMatcher;
import io.keepwatch.telemetry.series.LabelMatcher.Operator;
import io.keepwatch.telemetry.series.Labels;
import io.keepwatch.telemetry.series.QueryControl;
import io.keepwatch.telemetry.series.SeriesStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/// Writes down what one query reads.
final class ReadLog implements SeriesStore {

    private static final Pattern PLAIN_NAME = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*");

    private final SeriesStore store;
    private final List<QueryRun.Read> reads = new ArrayList<>();

    ReadLog(SeriesStore store) {
        this.store = store;
    }

    @Override
    public void forEach(Selection selection, QueryControl control, Consumer<SampleColumn> each) {
        var read = new Reading(control);
        long start = System.nanoTime();
        store.forEach(selection, read, column -> {
            read.series++;
            read.samples += column.times().length;
            long handedOut = System.nanoTime();
            each.accept(column);
            read.elsewhere += System.nanoTime() - handedOut;
        });
        var took = Duration.ofNanos(System.nanoTime() - start - read.elsewhere);
        reads.add(new QueryRun.Read(text(selection.matchers()), selection.afterMillis(), selection.untilMillis(), read.series, read.remembered,
                read.samples, took));
    }

    /// What one selector has read so far.
    private static final class Reading implements QueryControl {
        private final QueryControl control;
        private int series;
        private int remembered;
        private long samples;
        /// Nanoseconds that were spent on what had been read.
        private long elsewhere;

        Reading(QueryControl control) {
            this.control = control;
        }

        @Override
        public void check() {
            control.check();
        }

        @Override
        public void samplesRead(int series, long samples) {
            control.samplesRead(series, samples);
        }

        @Override
        public void remembered(int series) {
            remembered += series;
            control.remembered(series);
        }
    }

    List<QueryRun.Read> reads() {
        return List.copyOf(reads);
    }

    /// As one writes it in a query: `up{job="api"}`.
    private static String text(List<LabelMatcher> matchers) {
        var name = matchers.stream().filter(matcher -> matcher.label().equals(Labels.NAME) && matcher.operator() == Operator.EQUAL
                && PLAIN_NAME.matcher(matcher.value()).matches()).findFirst();
        List<String> others = matchers.stream().filter(matcher -> name.isEmpty() || matcher != name.get()).map(LabelMatcher::toString).toList();
        return name.map(LabelMatcher::value).orElse("") + (others.isEmpty() && name.isPresent() ? "" : "{" + String.join(", ", others) + "}");
    }
}
