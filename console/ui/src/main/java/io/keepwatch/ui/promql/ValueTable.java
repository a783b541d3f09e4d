package io.keepwatch.ui.promql;

import com.vaadin.flow.component.grid.ColumnTextAlign;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.data.renderer.LitRenderer;
import io.keepwatch.promql.PromQlText;
import io.keepwatch.promql.QueryResult;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// The series of the answers with their values at one time.
final class ValueTable extends Grid<ValueTable.Row> {

    record Row(String query, String series, String value) {}

    ValueTable() {
        addThemeName("kw");
        setSizeFull();
        getElement().setAttribute("aria-label", "Values at the end of the range");
        addColumn(LitRenderer.<Row>of("${item.query}").withProperty("query", Row::query)).setHeader("Query").setWidth("72px").setFlexGrow(0);
        addColumn(LitRenderer.<Row>of("<span class=\"kw-mono kw-ellipsis\" title=${item.series}>${item.series}</span>")
                .withProperty("series", Row::series)).setHeader("Series").setFlexGrow(5);
        addColumn(LitRenderer.<Row>of("<span class=\"kw-mono\">${item.value}</span>").withProperty("value", Row::value))
                .setHeader("Value").setFlexGrow(2).setTextAlign(ColumnTextAlign.END);
    }

    void show(List<Answer> answers) {
        setItems(answers.stream().flatMap(ValueTable::rows).toList());
    }

    static Stream<Row> rows(Answer answer) {
        String letter = answer.letter().toUpperCase(Locale.ROOT);
        if (answer.run() == null) {
            return Stream.empty();
        }
        return switch (answer.run().answer().result()) {
            case QueryResult.Scalar scalar -> Stream.of(new Row(letter, "scalar", PromQlText.general(scalar.value())));
            case QueryResult.Text text -> Stream.of(new Row(letter, "string", text.value()));
            case QueryResult.Vector vector -> vector.samples().stream()
                    .map(sample -> new Row(letter, DrawnSeries.name(sample.labels(), "{}"), PromQlText.general(sample.value())));
            case QueryResult.Matrix matrix -> matrix.series().stream().map(column -> new Row(letter, DrawnSeries.name(column.labels(), "{}"),
                    column.times().length + " samples, last " + PromQlText.general(column.values()[column.values().length - 1])));
        };
    }
}
