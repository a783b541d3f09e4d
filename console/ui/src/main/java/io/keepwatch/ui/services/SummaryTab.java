package io.keepwatch.ui.services;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import io.keepwatch.telemetry.services.ServiceEdge;
import io.keepwatch.telemetry.services.ServiceReader;
import io.keepwatch.ui.element.DataCard;
import io.keepwatch.ui.element.EmptyState;
import io.keepwatch.ui.element.KwIcon;
import io.keepwatch.ui.graph.ServiceGraph;
import io.keepwatch.ui.page.PageChange;
import io.keepwatch.ui.page.PageContext;
import io.keepwatch.ui.services.health.ErrorKindReader;
import io.keepwatch.ui.services.health.HealthReader;
import java.util.List;
import java.util.stream.Stream;

/// Is it this service, since when, which operation, what changed: on one screen.
final class SummaryTab implements ServiceTab {

    private static final int MOST_OPERATIONS = 8;
    private static final int MOST_ERRORS = 4;
    private static final int MOST_NEIGHBOURS = 3;

    private final PageContext page;
    private final HealthReader health;
    private final RedCharts charts;
    private final VersionLane lane;
    private final OperationCard operations;
    private final ServiceGraph path = new ServiceGraph("Callers and callees").compact();
    private final DataCard pathCard;
    private final Anchor map = new Anchor("map", "Open map");
    private final ErrorKindCard errors;
    private final Div content;

    SummaryTab(PageContext page, ServiceReader services, HealthReader health, ErrorKindReader kinds) {
        this.page = page;
        this.health = health;
        charts = new RedCharts(page, services);
        lane = new VersionLane(page);
        operations = new OperationCard(page, services, MOST_OPERATIONS);
        path.addClassName("kw-service-path");
        pathCard = new DataCard(page, "Call path").action(map).with(path);
        errors = new ErrorKindCard(page, kinds, MOST_ERRORS);
        var right = new Div(pathCard, errors.card());
        right.addClassName("kw-col");
        var lower = new Div(operations.card(), right);
        lower.addClassName("kw-service-lower");
        content = new Div(charts, lane, lower);
        content.addClassName("kw-col");
    }

    @Override
    public Component content() {
        return content;
    }

    @Override
    public void load(PageChange why, ServiceFacts facts) {
        charts.load(why, facts.health(), facts.windows(), facts.changes());
        lane.show(facts.changes(), facts.windows().range());
        operations.load(why, facts);
        errors.load(why, facts.name(), facts.windows());
        map.setHref(page.link("map"));
        if (facts.edges().isEmpty()) {
            pathCard.empty(new EmptyState(KwIcon.MAP, "No calls seen", "Nobody calls it by a traced call, and it calls nobody."));
        } else {
            List<ServiceEdge> shown = shown(facts);
            pathCard.load(why, () -> health.landscape(facts.windows()), landscape -> {
                var neighbours = new Neighbours(page);
                path.setGraph(neighbours.nodes(landscape, shown, false), neighbours.arrows(shown), facts.name());
            });
        }
    }

    /// The busiest few on each side; the tab has them all.
    private List<ServiceEdge> shown(ServiceFacts facts) {
        List<ServiceEdge> callers = facts.edges().stream().filter(edge -> edge.target().equals(facts.name())).toList();
        List<ServiceEdge> callees = facts.edges().stream().filter(edge -> edge.source().equals(facts.name())).toList();
        List<ServiceEdge> all = Stream.concat(callers.stream().limit(MOST_NEIGHBOURS), callees.stream().limit(MOST_NEIGHBOURS)).distinct().toList();
        int left = callers.size() + callees.size() - all.size();
        pathCard.describe(left > 0 ? "the busiest; " + left + " more under Neighbours" : "");
        return all;
    }
}
