package io.keepwatch.ui.dashboards;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.grid.ColumnTextAlign;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Div;
import io.keepwatch.dashboards.Panel;
import io.keepwatch.dashboards.Panel.Query;
import io.keepwatch.ui.chart.ChartEvent;
import io.keepwatch.ui.element.StableRows;
import io.keepwatch.ui.format.Format;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The newest values as a table: a column for each label and each query; series with the same labels are one row.
final class TableBody implements PanelBody {

    private static final int MOST = 1_000;

    private final Panel panel;
    private final PanelUnit unit;
    private final Div place = new Div();
    private final StableRows<TableRows.Row> rows = new StableRows<>(TableRows.Row::labels);
    private List<String> columns = List.of();

    TableBody(Panel panel) {
        this.panel = panel;
        unit = PanelUnit.of(panel.look().unit());
        place.addClassName("kw-dash-table");
    }

    @Override
    public Component component() {
        return place;
    }

    @Override
    public String show(PanelAnswer answer, List<ChartEvent> events) {
        var table = TableRows.of(answer, panel.look().hidden());
        var wanted = new ArrayList<>(table.labels());
        panel.queries().forEach(query -> wanted.add(query.name()));
        if (!wanted.equals(columns)) {
            columns = List.copyOf(wanted);
            place.removeAll();
            place.add(grid(table.labels()));
        }
        rows.show(table.rows().size() <= MOST ? table.rows() : table.rows().subList(0, MOST));
        return table.rows().size() <= MOST ? "" : "the first " + Format.count(MOST) + " of " + Format.count(table.rows().size());
    }

    private Grid<TableRows.Row> grid(List<String> labels) {
        var grid = new Grid<TableRows.Row>();
        grid.addThemeName("kw");
        grid.setSelectionMode(Grid.SelectionMode.NONE);
        grid.getElement().setAttribute("aria-label", panel.title());
        for (String label : labels) {
            grid.addColumn(row -> row.labels().getOrDefault(label, "")).setHeader(label).setFlexGrow(1).setSortable(true)
                    .setTooltipGenerator(row -> row.labels().getOrDefault(label, ""));
        }
        for (Query query : panel.queries()) {
            grid.addColumn(row -> text(row.values(), query)).setHeader(panel.queries().size() == 1 && query.name().equals("A") ? "Value" : query.name())
                    .setTextAlign(ColumnTextAlign.END).setAutoWidth(true).setFlexGrow(0).setSortable(true)
                    .setComparator(Comparator.comparingDouble(row -> row.values().getOrDefault(query.name(), Double.NaN)))
                    .setPartNameGenerator(row -> part(row.values().get(query.name())));
        }
        grid.setItems(rows);
        return grid;
    }

    private String text(Map<String, Double> values, Query query) {
        Double value = values.get(query.name());
        return value == null ? "" : unit.text(value);
    }

    private String part(@Nullable Double value) {
        var level = value == null ? null : panel.look().level(value);
        return switch (level) {
            case null -> "kw-normal";
            case CRITICAL -> "kw-critical";
            case WARNING -> "kw-warning";
        };
    }
}
