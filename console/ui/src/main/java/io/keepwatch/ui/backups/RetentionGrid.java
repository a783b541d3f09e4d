package io.keepwatch.ui.backups;

import com.vaadin.flow.component.grid.ColumnTextAlign;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.data.renderer.LitRenderer;
import io.keepwatch.ui.backups.PointGrid.Row;
import io.keepwatch.ui.element.StableRows;
import io.keepwatch.ui.format.Format;
import io.keepwatch.ui.page.PageContext;
import java.util.Comparator;
import java.util.List;

/// What retention would do now, and why: what goes stands first.
final class RetentionGrid extends Grid<Row> {

    private final StableRows<Row> rows = new StableRows<>(row -> row.point().id());

    RetentionGrid(PageContext page) {
        addThemeName("kw");
        setSizeFull();
        setSelectionMode(SelectionMode.NONE);
        getElement().setAttribute("aria-label", "What retention would do now");
        addColumn(LitRenderer.<Row>of("<a class=\"kw-plain kw-strong\" href=${item.link}>${item.time}</a>")
                .withProperty("link", row -> Where.point(page, row.point().id()))
                .withProperty("time", row -> Where.moment(page, row.point()))).setHeader("Point").setWidth("130px").setFlexGrow(0);
        addColumn(LitRenderer.<Row>of("<span class=\"kw-status\"><kw-glyph name=${item.glyph} aria-hidden=\"true\"></kw-glyph><span class=${item.tone}>${item.words}</span></span>")
                .withProperty("glyph", row -> keeps(row) ? "ok" : "stale")
                .withProperty("tone", row -> keeps(row) ? "" : "kw-warn")
                .withProperty("words", row -> keeps(row) ? "stays" : "goes")).setHeader("Verdict").setWidth("90px").setFlexGrow(0);
        addColumn(row -> row.verdict() == null ? "not asked" : row.verdict().reason()).setHeader("Why").setFlexGrow(3);
        addColumn(row -> Format.bytes(row.point().bytes())).setHeader("Size").setTextAlign(ColumnTextAlign.END).setWidth("90px").setFlexGrow(0);
        setDataProvider(rows);
    }

    void show(List<Row> points) {
        rows.show(points.stream().sorted(Comparator.comparing(RetentionGrid::keeps)).toList());
    }

    static boolean keeps(Row row) {
        return row.verdict() == null || row.verdict().keep();
    }
}
