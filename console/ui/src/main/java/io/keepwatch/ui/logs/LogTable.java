package io.keepwatch.ui.logs;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Div;
import io.keepwatch.telemetry.SearchQuery;
import io.keepwatch.telemetry.TimeRange;
import io.keepwatch.telemetry.logs.LogRecord;
import io.keepwatch.ui.element.DataCard;
import io.keepwatch.ui.format.Format;
import io.keepwatch.ui.format.TimeFormat;
import io.keepwatch.ui.logs.LogViewSwitch.LogsAs;
import io.keepwatch.ui.page.PageChange;
import io.keepwatch.ui.page.PageContext;
import io.keepwatch.ui.search.Loosening;
import io.keepwatch.ui.search.SearchBar;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// The newest lines of a search with a column for each attribute that most of them have; a click opens the line.
final class LogTable {

    private static final int MOST_ATTRIBUTES = 5;
    private static final int LONGEST_CELL = 200;

    private final PageContext page;
    private final LogStore store;
    private final NothingFound nothing;
    private final Grid<LogRecord> grid = new Grid<>();
    private final Button older = NothingFound.button("Show older", this::older);
    private final DataCard card;
    private SearchQuery query = SearchQuery.ALL;
    private TimeRange range;
    private List<LogRecord> shown = List.of();
    private List<String> attributes = List.of();

    LogTable(PageContext page, LogStore store, Consumer<SearchQuery> onQuery) {
        this.page = page;
        this.store = store;
        this.range = page.range();
        nothing = new NothingFound(page, onQuery);
        grid.addThemeName("kw");
        grid.addClassName("kw-lines");
        grid.setSizeFull();
        grid.setSelectionMode(Grid.SelectionMode.NONE);
        grid.getElement().setAttribute("aria-label", "Log lines as table, newest first");
        grid.addItemClickListener(event -> page.open(page.link("logs",
                Map.of(SearchBar.PARAMETER, query.format(), LogsView.AT, RecordKey.of(event.getItem().position())))));
        var foot = new Div(older);
        foot.addClassName("kw-card-foot");
        card = new DataCard(page, "Table").action(new LogViewSwitch(page, LogsAs.TABLE)).flush().with(grid);
        card.addClassNames("kw-lines-card", "kw-fill");
        card.add(foot);
    }

    DataCard card() {
        return card;
    }

    void unreadable() {
        card.empty(nothing.unreadable());
    }

    private record Found(LogStore.Page page, Optional<Loosening> loosening) {}

    /// A table is read, not watched: it follows the search, not the clock.
    void load(PageChange why, SearchQuery search) {
        if (why.quiet() && !shown.isEmpty()) {
            return;
        }
        query = search;
        range = page.range();
        TimeRange time = range;
        card.load(why, () -> {
            LogStore.Page newest = store.page(time, search, null);
            return new Found(newest, newest.records().isEmpty()
                    ? Loosening.of(search, looser -> store.reader().count(time, looser)) : Optional.empty());
        }, found -> {
            if (found.page.records().isEmpty()) {
                shown = List.of();
                card.empty(nothing.with(query, found.loosening));
            } else {
                attributes = frequent(found.page.records());
                columns();
                show(found.page.records(), found.page.more());
            }
        });
    }

    private void older() {
        LogRecord last = shown.getLast();
        SearchQuery search = query;
        TimeRange time = range;
        page.read(card, "older lines", () -> store.page(time, search, last.position()), read -> {
            if (shown.getLast().equals(last)) {
                var all = new ArrayList<>(shown);
                all.addAll(read.records());
                show(all, read.more());
            }
        }, problem -> older.setText("Older lines cannot be read. Try again"));
    }

    private void show(List<LogRecord> records, boolean more) {
        shown = List.copyOf(records);
        grid.setItems(shown);
        older.setText("Show older");
        older.setVisible(more);
        card.describe("the newest " + Format.count(shown.size(), "line"));
    }

    private void columns() {
        var times = new TimeFormat(page.zone());
        grid.removeAllColumns();
        grid.addColumn(record -> times.millis(record.time())).setHeader("Time").setWidth("116px").setFlexGrow(0).setResizable(true);
        grid.addColumn(LogLine::severity).setHeader("Severity").setWidth("84px").setFlexGrow(0);
        grid.addColumn(LogRecord::service).setHeader("Service").setWidth("128px").setFlexGrow(0).setResizable(true);
        grid.addColumn(record -> cut(record.body())).setHeader("Message").setFlexGrow(3).setWidth("220px").setResizable(true).setTooltipGenerator(LogRecord::body);
        attributes.forEach(key -> grid.addColumn(record -> cut(record.attributes().getOrDefault(key, "")))
                .setHeader(key).setFlexGrow(1).setWidth("110px").setResizable(true));
    }

    /// What most lines carry comes first; names of one frequency in alphabetical order, so that columns do not jump.
    static List<String> frequent(List<LogRecord> records) {
        var counts = new LinkedHashMap<String, Integer>();
        records.forEach(record -> record.attributes().keySet().stream().filter(LogLine::telling)
                .forEach(key -> counts.merge(key, 1, Integer::sum)));
        return counts.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder()).thenComparing(Map.Entry.comparingByKey()))
                .limit(MOST_ATTRIBUTES).map(Map.Entry::getKey).toList();
    }

    private static String cut(String text) {
        return text.length() > LONGEST_CELL ? text.substring(0, LONGEST_CELL) + "…" : text;
    }
}
