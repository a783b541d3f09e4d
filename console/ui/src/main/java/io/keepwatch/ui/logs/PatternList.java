package io.keepwatch.ui.logs;

import com.vaadin.flow.component.grid.ColumnTextAlign;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.data.renderer.LitRenderer;
import io.keepwatch.telemetry.SearchQuery;
import io.keepwatch.telemetry.SearchQuery.TextTerm;
import io.keepwatch.telemetry.TimeRange;
import io.keepwatch.telemetry.logs.LogRecord;
import io.keepwatch.telemetry.logs.Severity;
import io.keepwatch.ui.element.DataCard;
import io.keepwatch.ui.format.Format;
import io.keepwatch.ui.format.TimeFormat;
import io.keepwatch.ui.logs.LogViewSwitch.LogsAs;
import io.keepwatch.ui.page.PageChange;
import io.keepwatch.ui.page.PageContext;
import io.keepwatch.ui.search.Loosening;
import io.keepwatch.ui.search.QueryEdit;
import io.keepwatch.ui.search.SearchBar;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// The newest lines of a search, grouped by what they say; a click leads to the lines of a group.
final class PatternList {

    static final int NEWEST = 5_000;
    /// thousands of lines are read each time
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final PageContext page;
    private final LogStore store;
    private final NothingFound nothing;
    private final Grid<LogPattern> grid = new Grid<>();
    private final DataCard card;
    private SearchQuery query = SearchQuery.ALL;
    private Instant lastRead = Instant.EPOCH;

    PatternList(PageContext page, LogStore store, Consumer<SearchQuery> onQuery) {
        this.page = page;
        this.store = store;
        nothing = new NothingFound(page, onQuery);
        grid.addThemeName("kw");
        grid.addClassName("kw-patterns");
        grid.setSizeFull();
        grid.setSelectionMode(Grid.SelectionMode.NONE);
        grid.getElement().setAttribute("aria-label", "Patterns, most frequent first");
        columns();
        grid.addItemClickListener(event -> open(event.getItem()));
        card = new DataCard(page, "Patterns").action(new LogViewSwitch(page, LogsAs.PATTERNS)).flush().with(grid);
        card.addClassNames("kw-lines-card", "kw-fill");
    }

    private void columns() {
        grid.addColumn(LitRenderer.<LogPattern>of("<span class=\"kw-status ${item.tone}\"><kw-glyph name=${item.glyph} ?hidden=${!item.glyph} aria-hidden=\"true\"></kw-glyph>${item.severity}</span>")
                .withProperty("tone", pattern -> tone(pattern.severity()))
                .withProperty("glyph", pattern -> glyph(pattern.severity()))
                .withProperty("severity", pattern -> LogLine.severity(pattern.example()))).setHeader("Severity").setWidth("92px").setFlexGrow(0);
        grid.addColumn(LogPattern::service).setHeader("Service").setWidth("128px").setFlexGrow(0);
        grid.addColumn(LitRenderer.<LogPattern>of("<div class=\"kw-pattern\"><span class=\"kw-mono kw-ellipsis\" title=${item.text}>${item.text}</span>"
                        + "<span class=\"kw-mono kw-t3 kw-ellipsis\" title=${item.example}>${item.example}</span></div>")
                .withProperty("text", LogPattern::text)
                .withProperty("example", pattern -> pattern.example().body().lines().findFirst().orElse(""))).setHeader("Pattern, newest example").setFlexGrow(1);
        grid.addColumn(pattern -> Format.count(pattern.count())).setHeader("Lines").setTextAlign(ColumnTextAlign.END).setWidth("84px").setFlexGrow(0);
        grid.addColumn(LitRenderer.<LogPattern>of("<span class=${item.tone}>${item.since}</span>")
                .withProperty("tone", pattern -> pattern.isNew() ? "kw-strong" : "kw-t3")
                .withProperty("since", pattern -> (pattern.isNew() ? "new since " : "") + times().seconds(pattern.first())))
                .setHeader("First of these").setWidth("152px").setFlexGrow(0);
    }

    DataCard card() {
        return card;
    }

    void unreadable() {
        card.empty(nothing.unreadable());
    }

    private record Found(Optional<LogPatterns> patterns, long all, Optional<Loosening> loosening) {}

    void load(PageChange why, SearchQuery search) {
        if (why.quiet() && page.now().isBefore(lastRead.plus(PAUSE))) {
            return;
        }
        lastRead = page.now();
        query = search;
        TimeRange range = page.range();
        card.load(why, () -> {
            List<LogRecord> newest = store.newest(range, search, NEWEST);
            return newest.isEmpty()
                    ? new Found(Optional.empty(), 0, Loosening.of(search, looser -> store.reader().count(range, looser)))
                    : new Found(Optional.of(LogPatterns.of(newest)), newest.size() < NEWEST ? newest.size() : store.reader().count(range, search), Optional.empty());
        }, this::show);
    }

    private void show(Found found) {
        if (found.patterns.isEmpty()) {
            card.describe("");
            card.empty(nothing.with(query, found.loosening));
            return;
        }
        LogPatterns patterns = found.patterns.get();
        card.describe(describe(patterns, found.all));
        grid.setItems(patterns.patterns());
    }

    private String describe(LogPatterns patterns, long all) {
        long fresh = patterns.patterns().stream().filter(LogPattern::isNew).count();
        String read = patterns.lines() < all
                ? "of the newest " + Format.count(patterns.lines()) + " of " + Format.count(all, "line") + ", since " + times().seconds(patterns.from())
                : "of all " + Format.count(all, "line");
        return Format.count(patterns.patterns().size()) + (fresh == 0 ? "" : ", " + Format.count(fresh) + " new") + ", " + read;
    }

    private void open(LogPattern pattern) {
        SearchQuery lines = QueryEdit.require(query, "service", pattern.service());
        String phrase = pattern.phrase();
        page.set(Map.of(LogViewSwitch.VIEW, "", SearchBar.PARAMETER,
                (phrase.isEmpty() ? lines : lines.with(new TextTerm(phrase, false))).format()));
    }

    private TimeFormat times() {
        return new TimeFormat(page.zone());
    }

    private static String tone(Severity severity) {
        return severity.compareTo(Severity.ERROR) >= 0 ? "kw-crit" : severity == Severity.WARN ? "kw-warn" : "kw-t3";
    }

    private static String glyph(Severity severity) {
        return severity.compareTo(Severity.ERROR) >= 0 ? "crit" : severity == Severity.WARN ? "warn" : "";
    }
}
