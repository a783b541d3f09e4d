package io.keepwatch.ui.overview;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import io.keepwatch.telemetry.SearchQuery;
import io.keepwatch.telemetry.TimeRange;
import io.keepwatch.telemetry.services.RedSeries;
import io.keepwatch.telemetry.services.ServiceReader;
import io.keepwatch.ui.chart.Chart;
import io.keepwatch.ui.chart.ChartData;
import io.keepwatch.ui.chart.Lane;
import io.keepwatch.ui.chart.Unit;
import io.keepwatch.ui.element.DataCard;
import io.keepwatch.ui.format.Format;
import io.keepwatch.ui.page.PageChange;
import io.keepwatch.ui.page.PageContext;
import io.keepwatch.ui.services.ServiceCharts;
import io.keepwatch.ui.services.ServiceLinks;
import io.keepwatch.ui.services.health.Change;
import io.keepwatch.ui.services.health.Health;
import io.keepwatch.ui.services.health.Landscape;
import java.time.Duration;
import java.util.List;

/// Requests that succeeded and failed over time, of the service in trouble or of all, and the versions that appeared.
final class RequestsCard {

    private static final String OF = "chart";
    private static final String ALL = "all";
    private static final int POINTS = 240;

    private final PageContext page;
    private final ServiceReader services;
    private final Chart chart;
    private final Div choice = new Div();
    private final NativeButton one = new NativeButton();
    private final NativeButton all = new NativeButton("All services");
    private final DataCard card;
    private String offered = "";

    RequestsCard(PageContext page, ServiceReader services) {
        this.page = page;
        this.services = services;
        chart = new Chart(page, "Requests per second", Unit.PER_SECOND).legend();
        choice.addClassName("kw-seg");
        choice.getElement().setAttribute("role", "group").setAttribute("aria-label", "Whose requests");
        one.addClickListener(event -> page.set(OF, offered));
        all.addClickListener(event -> page.set(OF, ALL));
        choice.add(one, all);
        card = new DataCard(page, "Requests and what changed").with(choice, chart);
        card.addClassNames("kw-fill", "kw-requests");
    }

    DataCard card() {
        return card;
    }

    /// The service in trouble stands for all until someone chooses; a chosen one stays as long as it exists.
    void load(PageChange why, Landscape landscape, List<Change> changes) {
        String wanted = page.parameter(OF, "");
        String suspect = landscape.culprit().map(Health::name).orElse("");
        offered = !wanted.isEmpty() && !wanted.equals(ALL) && landscape.find(wanted).isPresent() ? wanted : suspect;
        String service = wanted.equals(ALL) ? "" : offered;
        choice.setVisible(!offered.isEmpty());
        one.setText(offered);
        one.getElement().setAttribute("aria-pressed", String.valueOf(!service.isEmpty()));
        all.getElement().setAttribute("aria-pressed", String.valueOf(service.isEmpty()));
        TimeRange range = landscape.windows().range();
        Duration step = page.step(POINTS);
        card.describe((service.isEmpty() ? "all services" : service) + ", " + (landscape.windows().live() ? "last " : "") + Format.age(range.length()));
        card.load(why, () -> services.red(service.isEmpty() ? null : service, null, range, step),
                red -> show(red, service, landscape, service.isEmpty() ? changes
                        : changes.stream().filter(change -> change.service().equals(service)).toList()));
    }

    private void show(RedSeries red, String service, Landscape landscape, List<Change> changes) {
        SearchQuery query = service.isEmpty() ? SearchQuery.ALL : ServiceLinks.of(service);
        chart.clearPointLinks().pointLink("Traces then", ServiceLinks.at("traces", query)).pointLink("Logs then", ServiceLinks.at("logs", query));
        var events = ServiceCharts.events(page, changes);
        chart.setData(ChartData.of(landscape.windows().range(), red.start(), red.step(), ServiceCharts.requests(red))
                .marked(events)
                .withLanes(new Lane("Versions", events))
                .stillFilling(landscape.windows().live()));
    }
}
