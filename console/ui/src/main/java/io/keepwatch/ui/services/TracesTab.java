package io.keepwatch.ui.services;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.grid.ColumnTextAlign;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.data.renderer.LitRenderer;
import io.keepwatch.telemetry.SearchQuery;
import io.keepwatch.telemetry.traces.TraceReader;
import io.keepwatch.telemetry.traces.TraceReader.TraceOrder;
import io.keepwatch.telemetry.traces.TraceSummary;
import io.keepwatch.ui.element.DataCard;
import io.keepwatch.ui.element.EmptyState;
import io.keepwatch.ui.element.KwIcon;
import io.keepwatch.ui.format.Format;
import io.keepwatch.ui.format.TimeFormat;
import io.keepwatch.ui.page.PageChange;
import io.keepwatch.ui.page.PageContext;
import io.keepwatch.ui.services.health.Trouble;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/// Traces in which the service took part: those with the most errors, the slowest or the newest.
final class TracesTab implements ServiceTab {

    private static final String ORDER = "order";
    private static final int MOST = 100;
    private static final Map<TraceOrder, String> NAMES = new EnumMap<>(Map.of(
            TraceOrder.MOST_ERRORS, "Most errors", TraceOrder.SLOWEST, "Slowest", TraceOrder.NEWEST, "Newest"));

    private final PageContext page;
    private final TraceReader traces;
    private final Grid<TraceSummary> grid = new Grid<>();
    private final Map<TraceOrder, NativeButton> orders = new EnumMap<>(TraceOrder.class);
    private final Anchor all = new Anchor("traces", "Search in Traces");
    private final DataCard card;

    TracesTab(PageContext page, TraceReader traces) {
        this.page = page;
        this.traces = traces;
        var choice = new Div();
        choice.addClassName("kw-seg");
        choice.getElement().setAttribute("role", "group").setAttribute("aria-label", "Order");
        NAMES.forEach((order, name) -> {
            var button = new NativeButton(name, event -> page.set(ORDER, order.name().toLowerCase(Locale.ROOT)));
            orders.put(order, button);
            choice.add(button);
        });
        columns();
        card = new DataCard(page, "Traces").flush().action(choice, all).with(grid);
        card.addClassName("kw-fill");
    }

    private void columns() {
        grid.addThemeName("kw");
        grid.addClassName("kw-service-grid");
        grid.setSizeFull();
        grid.setSelectionMode(Grid.SelectionMode.NONE);
        grid.getElement().setAttribute("aria-label", "Traces");
        grid.addColumn(LitRenderer.<TraceSummary>of("<span class=\"kw-mono\">${item.time}</span>").withProperty("time", this::time))
                .setHeader("Time").setWidth("150px").setFlexGrow(0);
        grid.addColumn(LitRenderer.<TraceSummary>of("<span class=\"kw-status\"><kw-glyph name=${item.glyph} role=\"img\" aria-label=${item.state}></kw-glyph>"
                        + "<span class=\"kw-t2\">${item.service}</span><a class=\"kw-plain kw-ellipsis\" tabindex=\"-1\" href=${item.link}>${item.name}</a></span>")
                .withProperty("glyph", trace -> trace.errors() > 0 ? "crit" : "ok")
                .withProperty("state", trace -> trace.errors() > 0 ? "has failed spans" : "no failed span")
                .withProperty("service", TraceSummary::rootService).withProperty("name", TraceSummary::rootName)
                .withProperty("link", this::link)).setHeader("Root").setFlexGrow(1);
        grid.addColumn(trace -> Format.spanDuration(trace.durationNanos())).setHeader("Duration").setTextAlign(ColumnTextAlign.END).setWidth("110px").setFlexGrow(0);
        grid.addColumn(trace -> Format.count(trace.spans())).setHeader("Spans").setTextAlign(ColumnTextAlign.END).setWidth("80px").setFlexGrow(0);
        grid.addColumn(LitRenderer.<TraceSummary>of("<span class=${item.tone}>${item.errors}</span>")
                .withProperty("tone", trace -> trace.errors() > 0 ? "kw-crit" : "kw-t3")
                .withProperty("errors", trace -> Format.count(trace.errors()))).setHeader("Errors").setTextAlign(ColumnTextAlign.END).setWidth("80px").setFlexGrow(0);
        grid.addItemClickListener(event -> page.open(link(event.getItem())));
    }

    @Override
    public Component content() {
        return card;
    }

    @Override
    public void load(PageChange why, ServiceFacts facts) {
        TraceOrder order = order(facts);
        orders.forEach((key, button) -> button.getElement().setAttribute("aria-pressed", String.valueOf(key == order)));
        SearchQuery query = ServiceLinks.of(facts.name());
        all.setHref(page.link("traces", Map.of("q", query.format(), ORDER, order.name().toLowerCase(Locale.ROOT))));
        if (why.quiet()) {
            return; // rows must not move under the pointer; the range or the order reads again
        }
        card.load(why, () -> traces.search(facts.windows().range(), query, order, MOST), found -> {
            grid.setItems(found);
            card.describe("the first " + Format.count(found.size()) + ", read at " + new TimeFormat(page.zone()).seconds(page.now()));
            if (found.isEmpty()) {
                card.empty(new EmptyState(KwIcon.TRACES, "No traces in this time", "The service sent no span then."));
            }
        });
    }

    private TraceOrder order(ServiceFacts facts) {
        String wanted = page.parameter(ORDER, "");
        for (TraceOrder order : TraceOrder.values()) {
            if (order.name().equalsIgnoreCase(wanted)) {
                return order;
            }
        }
        return facts.health().trouble() == Trouble.FAILING ? TraceOrder.MOST_ERRORS : facts.health().slow() ? TraceOrder.SLOWEST : TraceOrder.NEWEST;
    }

    private String time(TraceSummary trace) {
        var times = new TimeFormat(page.zone());
        return page.range().length().toHours() > 24 ? times.field(trace.start()) : times.millis(trace.start());
    }

    private String link(TraceSummary trace) {
        return page.link("traces/" + trace.traceId());
    }
}
