package io.keepwatch.ui.services.map;

import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.keepwatch.telemetry.services.ServiceEdge;
import io.keepwatch.telemetry.traces.TraceReader;
import io.keepwatch.ui.element.DataCard;
import io.keepwatch.ui.element.EmptyState;
import io.keepwatch.ui.element.KeyHint;
import io.keepwatch.ui.element.KwIcon;
import io.keepwatch.ui.format.Format;
import io.keepwatch.ui.graph.ServiceGraph;
import io.keepwatch.ui.page.PageChange;
import io.keepwatch.ui.page.PageContext;
import io.keepwatch.ui.services.Neighbours;
import io.keepwatch.ui.services.health.HealthReader;
import io.keepwatch.ui.services.health.Landscape;
import io.keepwatch.ui.services.health.Windows;
import io.keepwatch.ui.shell.NavOrder;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import java.util.Optional;

/// Who calls whom. A node leads to its service, an arrow to its calls.
@Route("map")
@PageTitle("Service map")
@Menu(title = "Service map", icon = "map", order = NavOrder.SERVICE_MAP)
@PermitAll
@StyleSheet("context://kw/kw-services.css")
final class MapView extends Main {

    /// the chosen arrow: `caller → called`
    private static final String EDGE = "edge";

    private final PageContext page;
    private final HealthReader health;
    private final ServiceGraph graph = new ServiceGraph("Calls between services");
    private final DataCard card;
    private final EdgeDetail detail;
    private final Div parts;

    MapView(PageContext page, HealthReader health, TraceReader traces) {
        this.page = page;
        this.health = health;
        addClassNames("kw-page", "kw-fixed");
        setId("content");
        card = new DataCard(page, "Calls").with(graph);
        var foot = new Div(new KeyHint("node or arrow", "Tab"), new KeyHint("open", "Enter"), new KeyHint("as table", "T"));
        foot.addClassName("kw-card-foot");
        card.add(foot);
        detail = new EdgeDetail(page, traces, this::close);
        parts = new Div(card, detail.card());
        parts.addClassNames("kw-map", "kw-fill");
        add(parts);
        page.keys().bind(this, "escape", "close the detail", this::close);
        page.onChange(this, this::read);
    }

    private record Found(Landscape landscape, List<ServiceEdge> edges) {}

    private void read(PageChange why) {
        Windows windows = Windows.of(page);
        card.describe(windows.live() ? "everything called in the last " + Format.age(windows.range().length()) + ", with the figures of now" : "in this time");
        card.load(why, () -> new Found(health.landscape(windows), health.calls(windows)), found -> show(why, found));
    }

    private void show(PageChange why, Found found) {
        String wanted = page.parameter(EDGE, "");
        Optional<ServiceEdge> chosen = found.edges.stream().filter(edge -> Neighbours.key(edge).equals(wanted)).findFirst();
        detail.card().setVisible(chosen.isPresent());
        parts.setClassName("with-detail", chosen.isPresent());
        chosen.ifPresent(edge -> detail.load(why, edge));
        if (found.landscape.services().isEmpty()) {
            card.empty(new EmptyState(KwIcon.MAP, "No service has sent spans in this time",
                    "Services appear here when they send spans, arrows when a trace crosses from one to another.", new Anchor("/", "How to send")));
            return;
        }
        var neighbours = new Neighbours(page);
        graph.setGraph(neighbours.nodes(found.landscape, found.edges, true), neighbours.arrows(found.edges), chosen.map(ServiceEdge::target).orElse(""));
    }

    private void close() {
        page.set(EDGE, null);
    }
}
