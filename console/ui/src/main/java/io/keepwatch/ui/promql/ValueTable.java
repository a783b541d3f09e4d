package io.keepwatch.ui.promql;

import com.vaadin.flow.component.grid.ColumnTextAlign;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.data.renderer.LitRenderer;
import io.keepwatch.promql.PromQlText;
import io.keepwatch.promql.QueryResult;
import io.keepwatch.ui.element.StableRows;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// The series of the answers with their values at one time.
final class ValueTable extends Grid<ValueTable.Row> {

    private static final int MOST = 5_000;

    private final StableRows<Row> rows = new StableRows<>(row -> List.of(row.query(), row.series()));

    /// @param number NaN for what has none, e.g. a text
    record Row(String query, String series, String value, double number) {}

    ValueTable() {
        addThemeName("kw");
        setSizeFull();
        setSelectionMode(SelectionMode.NONE);
        getElement().setAttribute("aria-label", "Values at the end of the range");
        addColumn(LitRenderer.<Row>of("${item.query}").withProperty("query", Row::query)).setHeader("Query").setWidth("84px").setFlexGrow(0)
                .setComparator(Comparator.comparing(Row::query));
        addColumn(LitRenderer.<Row>of("<span class=\"kw-mono kw-ellipsis\" title=${item.series}>${item.series}</span>")
                .withProperty("series", Row::series)).setHeader("Series").setFlexGrow(5).setComparator(Comparator.comparing(Row::series));
        addColumn(LitRenderer.<Row>of("<span class=\"kw-mono\">${item.value}</span>").withProperty("value", Row::value))
                .setHeader("Value").setAutoWidth(true).setFlexGrow(0).setTextAlign(ColumnTextAlign.END).setComparator(Comparator.comparingDouble(Row::number));
        setItems(rows);
    }

    /// @return what is left out, in words; empty when nothing is
    String show(List<Answer> answers) {
        List<Row> all = answers.stream().flatMap(ValueTable::rows).toList();
        rows.show(all.size() <= MOST ? all : all.subList(0, MOST));
        return all.size() <= MOST ? "" : "the first " + MOST + " shown, all in the CSV";
    }

    private static Stream<Row> rows(Answer answer) {
        String letter = answer.letter().toUpperCase(Locale.ROOT);
        if (answer.run() == null) {
            return Stream.empty();
        }
        return switch (answer.run().answer().result()) {
            case QueryResult.Scalar scalar -> Stream.of(row(letter, "scalar", scalar.value()));
            case QueryResult.Text text -> Stream.of(new Row(letter, "string", text.value(), Double.NaN));
            case QueryResult.Vector vector -> vector.samples().stream().map(sample -> row(letter, DrawnSeries.name(sample.labels(), "{}"), sample.value()));
            case QueryResult.Matrix matrix -> matrix.series().stream().map(column -> {
                double last = column.values()[column.values().length - 1];
                return new Row(letter, DrawnSeries.name(column.labels(), "{}"), column.times().length + " samples, last " + PromQlText.general(last), last);
            });
        };
    }

    private static Row row(String letter, String series, double value) {
        return new Row(letter, series, PromQlText.general(value), value);
    }
}
