package io.keepwatch.ui.services;

import com.vaadin.flow.component.grid.ColumnTextAlign;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.data.provider.ListDataProvider;
import com.vaadin.flow.data.renderer.LitRenderer;
import io.keepwatch.telemetry.services.ServiceEdge;
import io.keepwatch.ui.format.Format;
import io.keepwatch.ui.page.PageContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Who calls a service and whom it calls, as rows.
final class NeighbourGrid extends Grid<ServiceEdge> {

    private final PageContext page;
    private final List<ServiceEdge> rows = new ArrayList<>();
    private String service = "";

    NeighbourGrid(PageContext page) {
        this.page = page;
        addThemeName("kw");
        addClassName("kw-service-grid");
        setSelectionMode(SelectionMode.NONE);
        getElement().setAttribute("aria-label", "Callers and callees");
        addColumn(edge -> edge.target().equals(service) ? "calls it" : "called by it").setHeader("Direction").setWidth("110px").setFlexGrow(0);
        addColumn(LitRenderer.<ServiceEdge>of("<span class=\"kw-status\"><kw-glyph name=${item.glyph} role=\"img\" aria-label=${item.state}></kw-glyph>"
                        + "<a class=\"kw-plain kw-ellipsis\" tabindex=\"-1\" href=${item.link}>${item.name}</a></span>")
                .withProperty("glyph", edge -> Neighbours.failing(edge) ? "crit" : "ok")
                .withProperty("state", edge -> Neighbours.failing(edge) ? "failing" : "good")
                .withProperty("link", this::link)
                .withProperty("name", edge -> other(edge))).setHeader("Neighbour").setFlexGrow(1);
        addColumn(edge -> edge.target().equals(service) ? "service" : edge.targetKind().name().toLowerCase(Locale.ROOT)).setHeader("Kind").setWidth("110px").setFlexGrow(0);
        addColumn(edge -> Format.rate(edge.callRate())).setHeader("Calls").setTextAlign(ColumnTextAlign.END).setWidth("100px").setFlexGrow(0);
        addColumn(LitRenderer.<ServiceEdge>of("<span class=${item.tone}>${item.text}</span>")
                .withProperty("tone", edge -> Neighbours.failing(edge) ? "kw-crit" : edge.errors() == 0 ? "kw-t3" : "")
                .withProperty("text", edge -> Format.percent(Neighbours.share(edge)))).setHeader("Errors").setTextAlign(ColumnTextAlign.END).setWidth("90px").setFlexGrow(0);
        addColumn(edge -> Format.duration(edge.p95Nanos())).setHeader("p95").setTextAlign(ColumnTextAlign.END).setWidth("90px").setFlexGrow(0);
        setDataProvider(new ListDataProvider<>(rows) {
            @Override
            public Object getId(ServiceEdge edge) {
                return Neighbours.key(edge);
            }
        });
        addItemClickListener(event -> page.open(link(event.getItem())));
    }

    void show(String name, List<ServiceEdge> edges) {
        service = name;
        rows.clear();
        rows.addAll(edges);
        getDataProvider().refreshAll();
    }

    private String other(ServiceEdge edge) {
        return edge.target().equals(service) ? edge.source() : edge.target();
    }

    private String link(ServiceEdge edge) {
        return page.link("map", Map.of("edge", Neighbours.key(edge)));
    }
}
