package io.keepwatch.ui.traces;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.grid.ColumnTextAlign;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.data.renderer.LitRenderer;
import io.keepwatch.telemetry.SearchQuery;
import io.keepwatch.telemetry.TimeRange;
import io.keepwatch.telemetry.traces.TraceReader;
import io.keepwatch.telemetry.traces.TraceReader.SpanBucket;
import io.keepwatch.telemetry.traces.TraceReader.TraceOrder;
import io.keepwatch.telemetry.traces.TraceSummary;
import io.keepwatch.ui.element.DataCard;
import io.keepwatch.ui.element.EmptyState;
import io.keepwatch.ui.element.Glyph;
import io.keepwatch.ui.element.KeyHint;
import io.keepwatch.ui.element.KwIcon;
import io.keepwatch.ui.format.Format;
import io.keepwatch.ui.format.TimeFormat;
import io.keepwatch.ui.page.PageChange;
import io.keepwatch.ui.page.PageContext;
import io.keepwatch.ui.page.TimeSelection;
import io.keepwatch.ui.search.Loosening;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The traces of a search, one line each.
final class TraceList {

    /// more than fit on a screen: each one's spans are gathered from all over the range
    private static final int FIRST = 100;
    private static final int MOST = 2_000;
    private static final Map<TraceOrder, String> ORDERS = new EnumMap<>(Map.of(
            TraceOrder.NEWEST, "Newest", TraceOrder.SLOWEST, "Slowest", TraceOrder.MOST_ERRORS, "Most errors"));

    private final PageContext page;
    private final TraceReader traces;
    private final Consumer<SearchQuery> onQuery;
    private final Grid<TraceSummary> grid = new Grid<>();
    private final Map<TraceOrder, NativeButton> orders = new EnumMap<>(TraceOrder.class);
    private final Button arrived = new Button();
    private final Button more = new Button("Show more");
    private final Span readTime = new Span();
    private final DataCard card;

    private SearchQuery query = SearchQuery.ALL;
    private List<TraceSummary> shown = List.of();
    private long slowestNanos = 1;
    private int limit = FIRST;
    private @Nullable TraceSummary focused;
    /// what was read while a person pointed at the list
    private @Nullable Found waiting;

    TraceList(PageContext page, TraceReader traces, Consumer<SearchQuery> onQuery) {
        this.page = page;
        this.traces = traces;
        this.onQuery = onQuery;
        arrived.addThemeVariants(ButtonVariant.SMALL);
        arrived.setVisible(false);
        arrived.addClickListener(event -> {
            if (waiting != null) {
                fill(waiting);
            }
        });
        build();
        card = new DataCard(page, "Traces").action(arrived, orderButtons()).flush().with(grid);
        card.addClassNames("kw-fill");
        card.add(foot());
        page.keys().bind(card, "enter", "open the trace", () -> {
            if (focused != null) {
                open(focused);
            }
        });
    }

    DataCard card() {
        return card;
    }

    private void build() {
        grid.addThemeName("kw");
        grid.setSizeFull();
        grid.setSelectionMode(Grid.SelectionMode.NONE);
        grid.getElement().setAttribute("aria-label", "Traces");
        grid.addColumn(LitRenderer.<TraceSummary>of("<span class=\"kw-mono\">${item.time}</span>")
                .withProperty("time", trace -> time(trace))).setHeader("Time").setWidth("124px").setFlexGrow(0).setKey("time");
        grid.addColumn(LitRenderer.<TraceSummary>of("<span class=\"kw-status\" title=${item.state}><kw-glyph name=${item.glyph} role=\"img\" aria-label=${item.state}></kw-glyph>"
                        + "<span class=\"kw-t2\">${item.service}</span><a class=\"kw-plain kw-ellipsis\" tabindex=\"-1\" href=${item.link}>${item.name}</a></span>")
                .withProperty("glyph", trace -> glyph(trace).text())
                .withProperty("state", trace -> state(trace))
                .withProperty("service", TraceSummary::rootService)
                .withProperty("name", TraceSummary::rootName)
                .withProperty("link", this::link)).setHeader("Root").setFlexGrow(4).setKey("root");
        grid.addColumn(LitRenderer.<TraceSummary>of("<span class=\"kw-duration\"><span class=\"kw-bar\"><i style=\"width:${item.share}%\"></i></span>"
                        + "<span>${item.duration}</span></span>")
                .withProperty("share", trace -> Math.max(1, Math.round(100.0 * trace.durationNanos() / slowestNanos)))
                .withProperty("duration", trace -> Format.spanDuration(trace.durationNanos())))
                .setHeader("Duration").setWidth("200px").setFlexGrow(0).setKey("duration");
        grid.addColumn(trace -> Format.count(trace.spans())).setHeader("Spans").setTextAlign(ColumnTextAlign.END)
                .setWidth("76px").setFlexGrow(0).setKey("spans");
        grid.addColumn(LitRenderer.<TraceSummary>of("<span class=${item.tone}>${item.errors}</span>")
                .withProperty("tone", trace -> trace.errors() > 0 ? "kw-crit" : "kw-t3")
                .withProperty("errors", trace -> Format.count(trace.errors()))).setHeader("Errors")
                .setTextAlign(ColumnTextAlign.END).setWidth("76px").setFlexGrow(0).setKey("errors");
        grid.addColumn(LitRenderer.<TraceSummary>of("<span class=\"kw-t2\" title=${item.services}>${item.services}</span>")
                .withProperty("services", trace -> String.join(", ", trace.services()))).setHeader("Services").setFlexGrow(1).setKey("services");
        grid.addItemClickListener(event -> open(event.getItem()));
        grid.addCellFocusListener(event -> focused = event.getItem().orElse(null));
    }

    private Div orderButtons() {
        var segment = new Div();
        segment.addClassName("kw-seg");
        segment.getElement().setAttribute("role", "group").setAttribute("aria-label", "Order");
        for (TraceOrder order : TraceOrder.values()) {
            var button = new NativeButton(ORDERS.get(order), event ->
                    page.set(TracesView.ORDER, order == TraceOrder.NEWEST ? null : order.name().toLowerCase(Locale.ROOT)));
            orders.put(order, button);
            segment.add(button);
        }
        return segment;
    }

    private Div foot() {
        more.addThemeVariants(ButtonVariant.SMALL, ButtonVariant.TERTIARY);
        more.setVisible(false);
        more.addClickListener(event -> {
            limit = Math.min(MOST, limit * 2);
            load(PageChange.PARAMETERS, query);
        });
        readTime.addClassName("kw-push");
        var foot = new Div(new KeyHint("trace", "J", "K"), new KeyHint("open", "Enter"), new KeyHint("search", "/"), more, readTime);
        foot.addClassName("kw-card-foot");
        return foot;
    }

    private record Found(List<TraceSummary> traces, Optional<Loosening> loosening, Duration took) {}

    void load(PageChange why, SearchQuery search) {
        if (!search.equals(query)) {
            limit = FIRST;
        }
        query = search;
        TraceOrder order = order();
        orders.forEach((key, button) -> button.getElement().setAttribute("aria-pressed", String.valueOf(key == order)));
        TimeRange range = page.range();
        int most = limit;
        card.load(why, () -> {
            long started = System.nanoTime();
            List<TraceSummary> found = traces.search(range, search, order, most);
            var took = Duration.ofNanos(System.nanoTime() - started);
            Optional<Loosening> loosening = found.isEmpty() ? Loosening.of(search, looser -> spans(range, looser)) : Optional.empty();
            return new Found(found, loosening, took);
        }, found -> show(found, why));
    }

    private long spans(TimeRange range, SearchQuery looser) {
        return traces.histogram(range, looser, 1).stream().mapToLong(SpanBucket::spans).sum();
    }

    private void show(Found found, PageChange why) {
        readTime.setText("read in " + Format.duration(found.took.toNanos()));
        if (found.traces.isEmpty()) {
            shown = List.of();
            card.empty(empty(found.loosening));
            return;
        }
        if (why.quiet() && !shown.isEmpty()) {
            // a row that a person points at must not move away
            grid.getElement().executeJs("return this.matches(':hover, :focus-within')")
                    .then(Boolean.class, pointedAt -> {
                        if (pointedAt) {
                            announce(found);
                        } else {
                            fill(found);
                        }
                    });
        } else {
            fill(found);
        }
    }

    private void fill(Found found) {
        shown = found.traces;
        slowestNanos = Math.max(1, shown.stream().mapToLong(TraceSummary::durationNanos).max().orElse(1));
        grid.setItems(shown);
        arrived.setVisible(false);
        boolean full = shown.size() >= limit;
        card.describe(full ? "the first " + Format.count(shown.size()) : Format.count(shown.size(), "trace"));
        more.setVisible(full && limit < MOST);
    }

    private void announce(Found found) {
        Set<String> known = new HashSet<>(shown.stream().map(TraceSummary::traceId).toList());
        long fresh = found.traces.stream().filter(trace -> !known.contains(trace.traceId())).count();
        arrived.setVisible(fresh > 0);
        arrived.setText("+" + Format.count(fresh) + " new");
        arrived.getElement().setAttribute("title", "Show them");
        waiting = found;
    }

    private EmptyState empty(Optional<Loosening> loosening) {
        var longer = new Button("Last 6 h", event -> page.select(TimeSelection.last(Duration.ofHours(6))));
        longer.addThemeVariants(ButtonVariant.SMALL);
        if (loosening.isPresent()) {
            Loosening found = loosening.get();
            var remove = new Button("Remove it", event -> onQuery.accept(found.without()));
            remove.addThemeVariants(ButtonVariant.SMALL);
            return new EmptyState(KwIcon.TRACES, "No traces match",
                    Format.count(found.matches(), "span") + " match without " + found.text() + ".", remove, longer);
        }
        return query.terms().isEmpty()
                ? new EmptyState(KwIcon.TRACES, "No traces in this time", "No service sent spans then.", longer)
                : new EmptyState(KwIcon.TRACES, "No traces match", "More than one term keeps them away, or the time does.",
                        clearSearch(), longer);
    }

    /// The search in the URL cannot be read, and there is nothing to keep showing.
    void unreadable() {
        card.empty(new EmptyState(KwIcon.SEARCH, "The search cannot be read", "The field above says where and why.", clearSearch()));
    }

    private Button clearSearch() {
        var clear = new Button("Clear the search", event -> onQuery.accept(SearchQuery.ALL));
        clear.addThemeVariants(ButtonVariant.SMALL);
        return clear;
    }

    TraceOrder order() {
        String wanted = page.parameter(TracesView.ORDER, "");
        for (TraceOrder order : TraceOrder.values()) {
            if (order.name().equalsIgnoreCase(wanted)) {
                return order;
            }
        }
        return TraceOrder.NEWEST;
    }

    private static Glyph glyph(TraceSummary trace) {
        if (trace.errors() > 0) {
            return Glyph.CRITICAL;
        }
        return trace.rootMissing() ? Glyph.WAITING : Glyph.GOOD;
    }

    private static String state(TraceSummary trace) {
        String failed = trace.errors() > 0 ? "has failed spans" : "no failed span";
        return trace.rootMissing() ? failed + ", root not received" : failed;
    }

    private String time(TraceSummary trace) {
        var times = new TimeFormat(page.zone());
        return page.range().length().compareTo(Duration.ofHours(24)) > 0 ? times.field(trace.start()) : times.millis(trace.start());
    }

    private String link(TraceSummary trace) {
        return page.link("traces/" + trace.traceId());
    }

    private void open(TraceSummary trace) {
        page.open(link(trace));
    }
}
