package io.keepwatch.ui.logs;

import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.keepwatch.telemetry.SearchQuery;
import io.keepwatch.telemetry.services.ServiceReader;
import io.keepwatch.ui.logs.LogViewSwitch.LogsAs;
import io.keepwatch.ui.page.PageChange;
import io.keepwatch.ui.page.PageContext;
import io.keepwatch.ui.search.Completion;
import io.keepwatch.ui.search.FacetCard;
import io.keepwatch.ui.search.SearchBar;
import io.keepwatch.ui.shell.NavOrder;
import jakarta.annotation.security.PermitAll;
import java.util.LinkedHashMap;
import java.util.Map;

/// From a flood of lines to the one that matters.
@Route("logs")
@PageTitle("Logs")
@Menu(title = "Logs", icon = "logs", order = NavOrder.LOGS)
@PermitAll
@StyleSheet("context://kw/kw-explore.css")
final class LogsView extends Main {

    /// the record that is open
    static final String AT = "at";
    /// the record whose neighbours are shown
    static final String CONTEXT = "context";
    /// columns that are switched off
    static final String WITHOUT = "without";
    /// `0` while new lines are not fetched
    static final String TAIL = "tail";

    private final SearchBar search;
    private final FacetCard facets;
    private final LogHistogram histogram;
    private final LogList list;
    private final PatternList patterns;
    private final LogTable table;
    private final PageContext page;
    private boolean loaded;

    LogsView(PageContext page, LogStore store, ServiceReader services) {
        this.page = page;
        var logs = store.reader();
        search = new SearchBar(page, "Search log lines", "service:quotes-api severity:>=warn \"connection refused\"",
                new Completion(ownFields(), logs::fields, logs::facets));
        facets = new FacetCard(page, facetTitles(), (field, value) -> value, 3, logs::facets, logs::fields, search::run);
        histogram = new LogHistogram(page, logs, services);
        list = new LogList(page, store, search::run);
        patterns = new PatternList(page, store, search::run);
        table = new LogTable(page, store, search::run);
        histogram.card().setVisible(false);
        setId("content");
        addClassNames("kw-page", "kw-fixed", "kw-explore");
        var right = new Div(search, histogram.card(), list.card(), patterns.card(), table.card());
        right.addClassName("kw-col");
        add(facets.card(), right);
        page.onChange(this, this::load);
    }

    private void load(PageChange why) {
        LogsAs as = LogsAs.of(page);
        list.card().setVisible(as == LogsAs.LINES);
        patterns.card().setVisible(as == LogsAs.PATTERNS);
        table.card().setVisible(as == LogsAs.TABLE);
        if (why.quiet() ? !search.readable() : !search.readUrl()) {
            // the field says why; what was found before stays
            if (!loaded) {
                list.unreadable();
                patterns.unreadable();
                table.unreadable();
            }
            return;
        }
        loaded = true;
        histogram.card().setVisible(true);
        SearchQuery query = search.query();
        facets.load(why, query);
        histogram.load(why, query);
        switch (as) {
            case LINES -> list.load(why, query);
            case PATTERNS -> patterns.load(why, query);
            case TABLE -> table.load(why, query);
        }
    }

    private static Map<String, String> facetTitles() {
        var titles = new LinkedHashMap<String, String>();
        titles.put("severity", "Severity");
        titles.put("service", "Service");
        titles.put("service.version", "Version");
        titles.put("k8s.pod.name", "Pod");
        titles.put("service.instance.id", "Instance");
        titles.put("error.type", "error.type");
        titles.put("exception.type", "exception.type");
        return titles;
    }

    private static LinkedHashMap<String, String> ownFields() {
        var fields = new LinkedHashMap<String, String>();
        fields.put("service", "who said it");
        fields.put("severity", "trace, debug, info, warn, error, fatal");
        fields.put("body", "text of the line");
        fields.put("trace", "id of the trace");
        fields.put("span", "id of the span");
        return fields;
    }
}
