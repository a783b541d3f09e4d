package io.keepwatch.ui.traces;

import io.keepwatch.telemetry.SearchQuery;
import io.keepwatch.telemetry.TimeBuckets;
import io.keepwatch.telemetry.TimeRange;
import io.keepwatch.telemetry.services.ServiceReader;
import io.keepwatch.telemetry.services.VersionChange;
import io.keepwatch.telemetry.traces.TraceReader;
import io.keepwatch.telemetry.traces.TraceReader.SpanBucket;
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

/// How many spans meet the search, how many of them failed, and when.
final class SpanHistogram {

    private static final int BUCKETS = 120;

    private final PageContext page;
    private final TraceReader traces;
    private final ServiceReader services;
    private final Chart chart;
    private final DataCard card;

    SpanHistogram(PageContext page, TraceReader traces, ServiceReader services) {
        this.page = page;
        this.traces = traces;
        this.services = services;
        chart = new Chart(page, "Spans that meet the search", Unit.COUNT).legend();
        card = new DataCard(page, "Spans over time").with(chart);
        card.addClassName("kw-histogram");
    }

    DataCard card() {
        return card;
    }

    private record Counts(List<SpanBucket> buckets, List<VersionChange> changes) {}

    void load(PageChange why, SearchQuery query) {
        TimeRange range = page.range();
        card.load(why, () -> new Counts(traces.histogram(range, query, BUCKETS), services.versionChanges(range)),
                counts -> show(range, counts));
    }

    private void show(TimeRange range, Counts counts) {
        var time = TimeBuckets.of(range, BUCKETS);
        long spans = counts.buckets.stream().mapToLong(SpanBucket::spans).sum();
        long errors = counts.buckets.stream().mapToLong(SpanBucket::errors).sum();
        card.setTitle(Format.count(spans, "span"));
        card.describe((errors == 0 ? "none failed" : Format.count(errors) + " failed") + ", per " + Format.duration(time.width().toNanos()));
        chart.setData(ChartData.of(range, time.start(), time.width(),
                ChartSeries.stackedBars("failed", values(counts, true), Ink.FAILURE_SOLID),
                ChartSeries.stackedBars("all other", values(counts, false), Ink.P50))
                .marked(counts.changes.stream().map(SpanHistogram::mark).toList())
                .stillFilling(page.selection().relative()));
    }

    private static double[] values(Counts counts, boolean failed) {
        return counts.buckets.stream().mapToDouble(bucket -> failed ? bucket.errors() : bucket.spans() - bucket.errors()).toArray();
    }

    private static ChartEvent mark(VersionChange change) {
        return new ChartEvent(change.firstSeen(), Glyph.DEPLOY, change.service() + " " + change.version(), "");
    }
}
