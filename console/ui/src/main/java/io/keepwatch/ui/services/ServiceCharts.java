package io.keepwatch.ui.services;

import io.keepwatch.telemetry.services.RedSeries;
import io.keepwatch.ui.chart.ChartEvent;
import io.keepwatch.ui.chart.ChartSeries;
import io.keepwatch.ui.chart.Ink;
import io.keepwatch.ui.element.Glyph;
import io.keepwatch.ui.page.PageContext;
import io.keepwatch.ui.services.health.Change;
import io.keepwatch.ui.services.health.Normal;
import java.util.List;

/// RED series as charts show them.
public final class ServiceCharts {

    private ServiceCharts() {}

    /// Succeeded below, failed on top.
    public static List<ChartSeries> requests(RedSeries red) {
        double[] succeeded = new double[red.requestRate().length];
        for (int i = 0; i < succeeded.length; i++) {
            succeeded[i] = red.requestRate()[i] - red.errorRate()[i];
        }
        return List.of(ChartSeries.stackedArea("succeeded", succeeded, Ink.C1), ChartSeries.stackedArea("failed", red.errorRate(), Ink.FAILURE));
    }

    public static List<ChartSeries> errors(RedSeries red) {
        return List.of(ChartSeries.area("failed share", Normal.shares(red), Ink.FAILURE));
    }

    public static List<ChartSeries> latency(RedSeries red) {
        return List.of(ChartSeries.line("p50", red.p50(), Ink.P50), ChartSeries.line("p95", red.p95(), Ink.P95), ChartSeries.line("p99", red.p99(), Ink.P99));
    }

    public static List<ChartEvent> events(PageContext page, List<Change> changes) {
        return changes.stream().map(change -> new ChartEvent(change.at(), Glyph.DEPLOY, change.label(), ServiceLinks.service(page, change.service()))).toList();
    }
}
