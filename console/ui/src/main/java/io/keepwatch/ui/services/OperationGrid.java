package io.keepwatch.ui.services;

import com.vaadin.flow.component.grid.ColumnTextAlign;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.data.provider.ListDataProvider;
import com.vaadin.flow.data.renderer.LitRenderer;
import com.vaadin.flow.function.ValueProvider;
import io.keepwatch.telemetry.services.OperationSummary;
import io.keepwatch.ui.element.Spark;
import io.keepwatch.ui.format.Format;
import io.keepwatch.ui.page.PageContext;
import io.keepwatch.ui.services.health.Answer;
import io.keepwatch.ui.services.health.Health;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// Operations of one service, worst first. A click leads to the traces of one.
final class OperationGrid extends Grid<OperationGrid.Operation> {

    private final PageContext page;
    private final List<Operation> rows = new ArrayList<>();
    private String service = "";

    /// @param errorLine failed share over the page's range
    record Operation(OperationSummary summary, List<Double> errorLine) {

        boolean critical() {
            return summary.errors() >= 3 && summary.errorShare() >= Health.CRITICAL_SHARE;
        }

        boolean failing() {
            return summary.errors() > 1 && summary.errorShare() >= Health.WARNING_SHARE;
        }

        /// "POST" of "POST /v1/quotes", else the kind
        String verb() {
            return summary.name().matches("[A-Z]{3,7} .*") ? summary.name().substring(0, summary.name().indexOf(' ')) : summary.kind().toLowerCase(Locale.ROOT);
        }

        String rest() {
            return summary.name().matches("[A-Z]{3,7} .*") ? summary.name().substring(summary.name().indexOf(' ') + 1) : summary.name();
        }
    }

    /// @param full also operations that this service calls, and more columns
    OperationGrid(PageContext page, boolean full) {
        this.page = page;
        addThemeName("kw");
        addClassName("kw-service-grid");
        setSelectionMode(SelectionMode.NONE);
        getElement().setAttribute("aria-label", "Operations, worst first");
        addColumn(LitRenderer.<Operation>of("<span class=\"kw-status\"><kw-glyph name=${item.glyph} role=\"img\" aria-label=${item.state}></kw-glyph>"
                        + "<span class=\"kw-mono kw-t3 kw-verb\">${item.verb}</span>"
                        + "<a class=\"kw-plain kw-mono kw-ellipsis\" tabindex=\"-1\" href=${item.link} title=${item.rest}>${item.rest}</a></span>")
                .withProperty("glyph", row -> row.critical() ? "crit" : row.failing() ? "warn" : "ok")
                .withProperty("state", row -> row.failing() ? "failing" : "good")
                .withProperty("verb", Operation::verb).withProperty("rest", Operation::rest)
                .withProperty("link", row -> link(row)))
                .setHeader("Operation").setKey("operation").setFlexGrow(1).setWidth("220px").setComparator(Comparator.comparing(row -> row.summary().name()));
        number("rate", "Req/s", row -> Format.number(row.summary().requestRate()), row -> "", row -> row.summary().requestRate(), "76px");
        number("errors", "Errors", OperationGrid::errors,
                row -> row.critical() ? "kw-crit" : row.failing() ? "kw-warn" : row.summary().errors() == 0 ? "kw-t3" : "", row -> row.summary().errorShare(), "84px");
        if (!full) {
            addColumn(LitRenderer.<Operation>of("<kw-spark d=${item.path} ink=${item.ink} aria-hidden=\"true\"></kw-spark>")
                    .withProperty("path", row -> Spark.path(row.errorLine())).withProperty("ink", row -> row.failing() ? "crit" : ""))
                    .setWidth("96px").setFlexGrow(0);
        }
        if (full) {
            number("requests", "Requests", row -> Format.count(row.summary().requests()), row -> "", row -> row.summary().requests(), "100px");
            number("p50", "p50", row -> Format.duration(row.summary().p50Nanos()), row -> "", row -> row.summary().p50Nanos(), "90px");
        }
        number("p95", "p95", row -> Format.duration(row.summary().p95Nanos()), row -> "", row -> row.summary().p95Nanos(), "84px");
        if (full) {
            number("p99", "p99", row -> Format.duration(row.summary().p99Nanos()), row -> "", row -> row.summary().p99Nanos(), "84px");
        }
        getColumns().forEach(column -> column.setSortable(full && column.getKey() != null));
        setDataProvider(new ListDataProvider<>(rows) {
            @Override
            public Object getId(Operation row) {
                return row.summary().kind() + " " + row.summary().name();
            }
        });
        addItemClickListener(event -> page.open(link(event.getItem())));
    }

    void show(String name, List<Operation> operations) {
        service = name;
        rows.clear();
        rows.addAll(operations);
        getDataProvider().refreshAll();
    }

    private String link(Operation row) {
        return ServiceLinks.operation(page, service, row.summary().name());
    }

    private static String errors(Operation row) {
        OperationSummary summary = row.summary();
        return Answer.few(summary.requestRate(), summary.requests()) && summary.errors() > 0 ? summary.errors() + " of " + Format.count(summary.requests())
                : Format.percent(summary.errorShare());
    }

    private <T extends Comparable<T>> void number(String key, String header, ValueProvider<Operation, String> text, ValueProvider<Operation, String> tone,
            ValueProvider<Operation, T> value, String width) {
        addColumn(LitRenderer.<Operation>of("<span class=${item.tone}>${item.text}</span>").withProperty("tone", tone).withProperty("text", text))
                .setHeader(header).setKey(key).setComparator(Comparator.comparing(value)).setTextAlign(ColumnTextAlign.END).setWidth(width).setFlexGrow(0);
    }
}
