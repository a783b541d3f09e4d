package io.keepwatch.ui.traces;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import io.keepwatch.telemetry.TimeRange;
import io.keepwatch.telemetry.services.RedSeries;
import io.keepwatch.telemetry.traces.Span;
import io.keepwatch.ui.chart.Chart;
import io.keepwatch.ui.chart.ChartData;
import io.keepwatch.ui.chart.ChartEvent;
import io.keepwatch.ui.chart.ChartSeries;
import io.keepwatch.ui.chart.Unit;
import io.keepwatch.ui.element.Glyph;
import io.keepwatch.ui.format.Format;
import io.keepwatch.ui.page.PageContext;
import io.keepwatch.ui.page.PageUrl;
import io.keepwatch.ui.services.ServiceCharts;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// What the service of a span did around it: was this request alone in its trouble?
final class ServiceMoment extends Div {

    private static final Duration AROUND = Duration.ofMinutes(15);
    static final Duration STEP = Duration.ofSeconds(20);

    private final PageContext page;
    private final Span span;
    private final TimeRange range;

    ServiceMoment(PageContext page, Span span) {
        this.page = page;
        this.span = span;
        Instant end = span.end().plus(AROUND);
        Instant now = page.now();
        range = new TimeRange(span.start().minus(AROUND), end.isAfter(now) && now.isAfter(span.start()) ? now : end);
        addClassName("kw-span-facts");
        say("Reading what " + span.service() + " did around this span");
    }

    TimeRange range() {
        return range;
    }

    void show(RedSeries red) {
        removeAll();
        if (Arrays.stream(red.requestRate()).allMatch(rate -> rate == 0)) {
            say(span.service() + " served no requests within 15 min of this span.");
            return;
        }
        add(chart("Requests of " + span.service(), Unit.PER_SECOND, red, ServiceCharts.requests(red)),
                chart("Failed share", Unit.PERCENT, red, ServiceCharts.errors(red)),
                chart("Latency: p50, p95, p99", Unit.NANOSECONDS, red, ServiceCharts.latency(red)),
                new Anchor(PageUrl.of("services/" + span.service()).with(Map.of("from", range.from().toString(), "to", range.to().toString())).text(),
                        "Open " + span.service() + " at this time"));
    }

    void unread() {
        removeAll();
        say("The metrics of " + span.service() + " cannot be read now. Choose the tab again to retry.");
    }

    private Div chart(String title, Unit unit, RedSeries red, List<ChartSeries> series) {
        var mark = new ChartEvent(span.start(), span.failed() ? Glyph.CRITICAL : Glyph.GOOD,
                "this span, " + Format.spanDuration(span.durationNanos()), "");
        var chart = new Chart(page, title, unit);
        chart.setData(ChartData.of(range, red.start(), red.step(), series).marked(List.of(mark)).stillFilling(range.to().isBefore(span.end().plus(AROUND))));
        return new Div(new H3(title), chart);
    }

    private void say(String words) {
        var text = new Paragraph(words);
        text.addClassNames("kw-t3", "kw-small");
        add(text);
    }
}
