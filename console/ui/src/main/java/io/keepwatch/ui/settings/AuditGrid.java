package io.keepwatch.ui.settings;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.data.renderer.LitRenderer;
import io.keepwatch.audit.AuditEntry;
import io.keepwatch.audit.AuditFilter;
import io.keepwatch.audit.AuditLog;
import io.keepwatch.audit.AuditRecord;
import io.keepwatch.ui.element.Glyph;
import io.keepwatch.ui.element.Status;
import io.keepwatch.ui.format.TimeFormat;
import io.keepwatch.ui.page.PageContext;
import java.util.Locale;
import java.util.function.Consumer;

/// The records of a filter, the newest first, read page by page as one scrolls.
final class AuditGrid {

    private final PageContext page;
    private final AuditLog audit;
    private final Grid<AuditRecord> grid = new Grid<>();

    AuditGrid(PageContext page, AuditLog audit, Consumer<AuditRecord> onChoose) {
        this.page = page;
        this.audit = audit;
        grid.addThemeName("kw");
        grid.setSizeFull();
        grid.setPageSize(100);
        grid.getElement().setAttribute("aria-label", "Audit log");
        grid.addColumn(LitRenderer.<AuditRecord>of("<span class=\"kw-mono\" title=${item.full}>${item.time}</span>")
                .withProperty("time", entry -> new TimeFormat(page.zone()).field(entry.at()))
                .withProperty("full", entry -> new TimeFormat(page.zone()).full(entry.at()))).setHeader("Time").setWidth("178px").setFlexGrow(0).setKey("time");
        grid.addColumn(LitRenderer.<AuditRecord>of("<span class=\"kw-status\"><span>${item.who}</span><span class=\"kw-t3\">${item.role}</span></span>")
                .withProperty("who", AuditRecord::who).withProperty("role", AuditRecord::role)).setHeader("Who").setFlexGrow(1).setWidth("128px").setKey("who");
        grid.addColumn(AuditRecord::address).setHeader("Address").setWidth("96px").setFlexGrow(1).setKey("address");
        grid.addColumn(AuditRecord::action).setHeader("Action").setWidth("140px").setFlexGrow(1).setKey("action");
        grid.addColumn(AuditRecord::object).setHeader("Object").setFlexGrow(1).setWidth("96px").setKey("object");
        grid.addColumn(LitRenderer.<AuditRecord>of("<span class=\"kw-status\"><kw-glyph name=${item.glyph} aria-hidden=\"true\"></kw-glyph>"
                        + "<span class=${item.tone}>${item.result}</span></span>")
                .withProperty("glyph", entry -> glyph(entry.result()).text())
                .withProperty("tone", entry -> tone(entry.result()))
                .withProperty("result", entry -> words(entry.result()))).setHeader("Result").setWidth("92px").setFlexGrow(0).setKey("result");
        grid.addColumn(LitRenderer.<AuditRecord>of("<span class=\"kw-mono kw-t2\" title=${item.detail}>${item.detail}</span>")
                .withProperty("detail", entry -> entry.detail().equals("{}") ? "" : entry.detail())).setHeader("Detail").setFlexGrow(3).setWidth("96px").setKey("detail");
        grid.asSingleSelect().addValueChangeListener(event -> {
            if (event.isFromClient() && event.getValue() != null) {
                onChoose.accept(event.getValue());
            }
        });
    }

    Grid<AuditRecord> grid() {
        return grid;
    }

    void show(AuditFilter filter, long count) {
        grid.setItems(query -> audit.search(filter, query.getOffset(), query.getLimit()).stream(), query -> Math.toIntExact(Math.min(count, Integer.MAX_VALUE)));
    }

    void select(AuditRecord entry) {
        grid.select(entry);
    }

    static Component status(AuditEntry.Result result) {
        return new Status(glyph(result), words(result));
    }

    private static Glyph glyph(AuditEntry.Result result) {
        return switch (result) {
            case OK -> Glyph.GOOD;
            case REFUSED -> Glyph.WARNING;
            case FAILED -> Glyph.CRITICAL;
        };
    }

    private static String tone(AuditEntry.Result result) {
        return switch (result) {
            case OK -> "kw-t2";
            case REFUSED -> "kw-warn";
            case FAILED -> "kw-crit";
        };
    }

    static String words(AuditEntry.Result result) {
        return result == AuditEntry.Result.OK ? "done" : result.name().toLowerCase(Locale.ROOT);
    }
}
