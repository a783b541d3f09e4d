package io.keepwatch.ui.services;

import com.vaadin.flow.component.html.Div;
import io.keepwatch.telemetry.SearchQuery.FieldTerm;
import io.keepwatch.telemetry.services.RedSeries;
import io.keepwatch.telemetry.services.ServiceReader;
import io.keepwatch.ui.chart.Chart;
import io.keepwatch.ui.chart.ChartData;
import io.keepwatch.ui.chart.ChartSeries;
import io.keepwatch.ui.chart.Unit;
import io.keepwatch.ui.element.DataCard;
import io.keepwatch.ui.element.Stat;
import io.keepwatch.ui.element.StatusBadge.Tone;
import io.keepwatch.ui.format.Format;
import io.keepwatch.ui.page.PageChange;
import io.keepwatch.ui.page.PageContext;
import io.keepwatch.ui.services.health.Answer;
import io.keepwatch.ui.services.health.Change;
import io.keepwatch.ui.services.health.Health;
import io.keepwatch.ui.services.health.Normal;
import io.keepwatch.ui.services.health.State;
import io.keepwatch.ui.services.health.Trouble;
import io.keepwatch.ui.services.health.Windows;
import java.util.List;
import java.util.concurrent.Callable;

/// Rate, errors and durations of one service, each with its number of now and what is normal.
final class RedCharts extends Div {

    private static final int POINTS = 180;

    private final PageContext page;
    private final ServiceReader services;
    private final Chart rate;
    private final Chart errors;
    private final Chart latency;
    private final Stat rateStat = new Stat();
    private final Stat errorStat = new Stat();
    private final Stat latencyStat = new Stat();
    private final DataCard rateCard;
    private final DataCard errorCard;
    private final DataCard latencyCard;

    RedCharts(PageContext page, ServiceReader services) {
        this.page = page;
        this.services = services;
        addClassNames("kw-cols", "kw-red");
        rate = new Chart(page, "Requests per second", Unit.PER_SECOND).atLeast(0.1);
        errors = new Chart(page, "Share of failed requests", Unit.PERCENT).atLeast(0.01);
        latency = new Chart(page, "Duration of requests", Unit.NANOSECONDS).legend();
        rateCard = new DataCard(page, "Requests").with(rateStat, rate);
        errorCard = new DataCard(page, "Error ratio").with(errorStat, errors);
        latencyCard = new DataCard(page, "Latency").with(latencyStat, latency);
        add(rateCard, errorCard, latencyCard);
    }

    void load(PageChange why, Health health, Windows windows, List<Change> changes) {
        linkPoints(health.name());
        stats(health);
        var step = page.step(POINTS);
        Callable<RedSeries> question = new Once<>(() -> services.red(health.name(), null, windows.range(), step));
        rateCard.load(why, question, red -> rate.setData(data(red, ServiceCharts.requests(red), windows, changes)));
        errorCard.load(why, question, red -> errors.setData(data(red, ServiceCharts.errors(red), windows, changes)));
        latencyCard.load(why, question, red -> latency.setData(data(red, ServiceCharts.latency(red), windows, changes)));
    }

    private ChartData data(RedSeries red, List<ChartSeries> series, Windows windows, List<Change> changes) {
        return ChartData.of(windows.range(), red.start(), red.step(), series).marked(ServiceCharts.events(page, changes)).stillFilling(windows.live());
    }

    private void linkPoints(String service) {
        var query = ServiceLinks.of(service);
        var failed = query.with(new FieldTerm("status", "error"));
        for (Chart chart : List.of(rate, errors, latency)) {
            chart.clearPointLinks()
                    .pointLink(chart == errors ? "Failed traces here" : "Traces here", ServiceLinks.at("traces", chart == errors ? failed : query)
                            + (chart == latency ? "&order=slowest" : ""))
                    .pointLink("Logs here", ServiceLinks.at("logs", query));
        }
    }

    private void stats(Health health) {
        Normal normal = health.normal();
        var now = health.now();
        boolean silent = now.requests() == 0;
        rateStat.show(silent ? "none" : Format.rate(now.requestRate()), normal == null ? "" : "normal " + Format.rate(normal.requestRate()));
        Tone failing = health.trouble() != Trouble.FAILING ? Tone.NEUTRAL : health.state() == State.CRITICAL ? Tone.CRITICAL : Tone.WARNING;
        errorStat.show(Answer.share(now), normal == null ? "" : "normal " + Format.percent(normal.errorShare()), failing);
        latencyStat.show(silent ? Format.NONE : Format.duration(now.p95Nanos()),
                "p95" + (normal == null ? "" : ", normal " + Format.duration(Math.round(normal.p95Nanos()))), health.slow() ? Tone.WARNING : Tone.NEUTRAL);
        String basis = normal == null ? "not enough traffic yet to say what is normal" : "normal: " + normal.basis();
        List.of(rateStat, errorStat, latencyStat).forEach(stat -> stat.setTitle(basis));
    }
}
