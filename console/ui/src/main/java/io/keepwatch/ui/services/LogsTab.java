package io.keepwatch.ui.services;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.data.renderer.LitRenderer;
import io.keepwatch.telemetry.SearchQuery;
import io.keepwatch.telemetry.logs.LogReader;
import io.keepwatch.telemetry.logs.LogRecord;
import io.keepwatch.telemetry.logs.Severity;
import io.keepwatch.ui.element.DataCard;
import io.keepwatch.ui.element.EmptyState;
import io.keepwatch.ui.element.KwIcon;
import io.keepwatch.ui.format.Format;
import io.keepwatch.ui.format.TimeFormat;
import io.keepwatch.ui.page.PageChange;
import io.keepwatch.ui.page.PageContext;
import java.util.List;
import java.util.Locale;

/// The newest log records of the service. A record with a trace leads to it.
final class LogsTab implements ServiceTab {

    private static final int MOST = 100;

    private final PageContext page;
    private final LogReader logs;
    private final Grid<LogRecord> grid = new Grid<>();
    private final Anchor all = new Anchor("logs", "Search in Logs");
    private final Anchor warnings = new Anchor("logs", "Warnings and errors");
    private final DataCard card;

    LogsTab(PageContext page, LogReader logs) {
        this.page = page;
        this.logs = logs;
        grid.addThemeName("kw");
        grid.addClassName("kw-lines");
        grid.setSizeFull();
        grid.setSelectionMode(Grid.SelectionMode.NONE);
        grid.getElement().setAttribute("aria-label", "Log records, newest first");
        grid.addColumn(LitRenderer.<LogRecord>of("<span class=\"kw-mono kw-t3\">${item.time}</span>")
                .withProperty("time", record -> new TimeFormat(page.zone()).millis(record.time()))).setHeader("Time").setWidth("120px").setFlexGrow(0);
        grid.addColumn(LitRenderer.<LogRecord>of("<span class=${item.tone}>${item.severity}</span>")
                .withProperty("tone", record -> "kw-mono " + tone(record.severity()))
                .withProperty("severity", record -> record.severity().name().toLowerCase(Locale.ROOT))).setHeader("Severity").setWidth("90px").setFlexGrow(0);
        grid.addColumn(LitRenderer.<LogRecord>of("<span class=\"kw-mono\" title=${item.body}>${item.body}</span>")
                .withProperty("body", record -> record.body().strip().lines().findFirst().orElse(""))).setHeader("Body").setFlexGrow(1);
        grid.addColumn(LitRenderer.<LogRecord>of("<a href=${item.link} ?hidden=${!item.link}>trace</a>")
                .withProperty("link", record -> record.traceId().isEmpty() ? "" : page.link("traces/" + record.traceId()))).setHeader("Trace").setWidth("70px").setFlexGrow(0);
        card = new DataCard(page, "Logs").flush().action(warnings, all).with(grid);
        card.addClassName("kw-fill");
    }

    @Override
    public Component content() {
        return card;
    }

    @Override
    public void load(PageChange why, ServiceFacts facts) {
        SearchQuery query = ServiceLinks.of(facts.name());
        all.setHref(ServiceLinks.logs(page, query));
        warnings.setHref(ServiceLinks.logs(page, SearchQuery.parse("severity:>=warn").with(query.terms().getFirst())));
        if (why.quiet()) {
            return; // the Logs page tails; here lines stand still
        }
        record Found(List<LogRecord> records, long count) {}
        card.load(why, () -> new Found(logs.search(facts.windows().range(), query, null, MOST), logs.count(facts.windows().range(), query)), found -> {
            grid.setItems(found.records);
            card.describe("newest " + Format.count(found.records.size()) + " of " + Format.count(found.count) + ", read at "
                    + new TimeFormat(page.zone()).seconds(page.now()));
            if (found.records.isEmpty()) {
                card.empty(new EmptyState(KwIcon.LOGS, "No log records in this time", "The service sent none then."));
            }
        });
    }

    private static String tone(Severity severity) {
        return switch (severity) {
            case ERROR, FATAL -> "kw-crit";
            case WARN -> "kw-warn";
            case INFO -> "kw-t2";
            case UNSPECIFIED, TRACE, DEBUG -> "kw-t3";
        };
    }
}
