package io.keepwatch.ui.logs;

import io.keepwatch.telemetry.SearchQuery;
import io.keepwatch.telemetry.TimeBuckets;
import io.keepwatch.telemetry.TimeRange;
import io.keepwatch.telemetry.logs.LogReader;
import io.keepwatch.telemetry.logs.LogReader.LogBucket;
import io.keepwatch.telemetry.services.ServiceReader;
import io.keepwatch.telemetry.services.VersionChange;
import io.keepwatch.ui.chart.Chart;
import io.keepwatch.ui.chart.ChartData;
import io.keepwatch.ui.chart.ChartEvent;
import io.keepwatch.ui.chart.ChartSeries;
import io.keepwatch.ui.chart.Ink;
import io.keepwatch.ui.chart.Unit;
import io.keepwatch.ui.element.DataCard;
import io.keepwatch.ui.element.Glyph;
import io.keepwatch.ui.format.Format;
import io.keepwatch.ui.page.PageChange;
import io.keepwatch.ui.page.PageContext;
import java.util.List;
import java.util.function.ToLongFunction;

/// How many lines there are, and when.
final class LogHistogram {

    private static final int BUCKETS = 120;

    private final PageContext page;
    private final LogReader logs;
    private final ServiceReader services;
    private final Chart chart;
    private final DataCard card;

    LogHistogram(PageContext page, LogReader logs, ServiceReader services) {
        this.page = page;
        this.logs = logs;
        this.services = services;
        chart = new Chart(page, "Log lines", Unit.COUNT).legend();
        card = new DataCard(page, "Lines over time").with(chart);
        card.addClassName("kw-histogram");
    }

    DataCard card() {
        return card;
    }

    private record Counts(List<LogBucket> buckets, List<VersionChange> changes) {
        long total() {
            return sum(LogBucket::errors) + sum(LogBucket::warnings) + sum(LogBucket::others);
        }

        long sum(ToLongFunction<LogBucket> part) {
            return buckets.stream().mapToLong(part).sum();
        }
    }

    void load(PageChange why, SearchQuery query) {
        TimeRange range = page.range();
        card.load(why, () -> new Counts(logs.histogram(range, query, BUCKETS), services.versionChanges(range)),
                counts -> show(range, counts));
    }

    private void show(TimeRange range, Counts counts) {
        var time = TimeBuckets.of(range, BUCKETS);
        card.setTitle(Format.count(counts.total(), "line"));
        card.describe("per " + Format.duration(time.width().toNanos()));
        chart.setData(ChartData.of(range, time.start(), time.width(),
                ChartSeries.stackedBars("error", values(counts, LogBucket::errors), Ink.FAILURE_SOLID),
                ChartSeries.stackedBars("warn", values(counts, LogBucket::warnings), Ink.WARNING_SOLID),
                ChartSeries.stackedBars("all other", values(counts, LogBucket::others), Ink.P50))
                .marked(counts.changes.stream().map(LogHistogram::mark).toList())
                .stillFilling(page.selection().relative()));
    }

    private static double[] values(Counts counts, ToLongFunction<LogBucket> part) {
        return counts.buckets.stream().mapToDouble(part::applyAsLong).toArray();
    }

    private static ChartEvent mark(VersionChange change) {
        return new ChartEvent(change.firstSeen(), Glyph.DEPLOY, change.service() + " " + change.version(), "");
    }
}
