package io.keepwatch.ui.traces;

import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.keepwatch.telemetry.SearchQuery;
import io.keepwatch.telemetry.services.ServiceReader;
import io.keepwatch.telemetry.traces.TraceReader;
import io.keepwatch.ui.page.PageChange;
import io.keepwatch.ui.page.PageContext;
import io.keepwatch.ui.search.FacetCard;
import io.keepwatch.ui.search.SearchBar;
import io.keepwatch.ui.shell.NavOrder;
import jakarta.annotation.security.PermitAll;

/// Finds traces by what their spans are: service, operation, status, duration, any attribute.
@Route("traces")
@PageTitle("Traces")
@Menu(title = "Traces", icon = "trace", order = NavOrder.TRACES)
@PermitAll
@StyleSheet("context://kw/kw-explore.css")
final class TracesView extends Main {

    /// newest (default), slowest or most_errors
    static final String ORDER = "order";

    private final SearchBar search;
    private final FacetCard facets;
    private final SpanHistogram histogram;
    private final TraceList list;
    private boolean loaded;

    TracesView(PageContext page, TraceReader traces, ServiceReader services) {
        search = new SearchBar(page, "Search traces", "service:quotes-api status:error duration:>500ms, or a trace id",
                TraceFields.completion(traces))
                .shortcut(text -> TraceId.in(text).map(id -> page.link("traces/" + id)));
        facets = new FacetCard(page, TraceFields.facetTitles(), TraceFields::label, 0, traces::facets, traces::fields, search::run);
        histogram = new SpanHistogram(page, traces, services);
        list = new TraceList(page, traces, search::run);
        histogram.card().setVisible(false);
        setId("content");
        addClassNames("kw-page", "kw-fixed", "kw-explore");
        var right = new Div(search, histogram.card(), list.card());
        right.addClassName("kw-col");
        add(facets.card(), right);
        page.onChange(this, this::load);
    }

    private void load(PageChange why) {
        if (why.quiet() ? !search.readable() : !search.readUrl()) {
            // the field says why; what was found before stays
            if (!loaded) {
                list.unreadable();
            }
            return;
        }
        loaded = true;
        histogram.card().setVisible(true);
        SearchQuery query = search.query();
        facets.load(why, query);
        histogram.load(why, query);
        list.load(why, query);
    }
}
