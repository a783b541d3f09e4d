package io.keepwatch.ui.chart;

import io.keepwatch.telemetry.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// What a chart shows: aligned series (`values[i]` belongs to `start + i * step`) and what happened meanwhile.
///
/// @param range what the time axis spans, also where there is no value
/// @param incomplete whether the last bucket is still filling; it is drawn dashed
public record ChartData(
        TimeRange range,
        Instant start,
        Duration step,
        List<ChartSeries> series,
        List<ChartEvent> marks,
        List<Lane> lanes,
        boolean incomplete) {

    public static ChartData of(TimeRange range, Instant start, Duration step, ChartSeries... series) {
        return new ChartData(range, start, step, List.of(series), List.of(), List.of(), false);
    }

    public static ChartData of(TimeRange range, Instant start, Duration step, List<ChartSeries> series) {
        return new ChartData(range, start, step, series, List.of(), List.of(), false);
    }

    /// Vertical lines with a glyph on top: deploys, restarts.
    public ChartData marked(List<ChartEvent> events) {
        return new ChartData(range, start, step, series, List.copyOf(events), lanes, incomplete);
    }

    public ChartData withLanes(Lane... rows) {
        return new ChartData(range, start, step, series, marks, List.of(rows), incomplete);
    }

    /// The range ends now, so the last bucket is not over yet.
    public ChartData stillFilling(boolean filling) {
        return new ChartData(range, start, step, series, marks, lanes, filling);
    }

    int points() {
        return series.stream().mapToInt(s -> s.values().length).max().orElse(0);
    }
}
