package io.keepwatch.ui.metrics;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import io.keepwatch.telemetry.metrics.MetricInfo;
import io.keepwatch.telemetry.metrics.MetricQuery.Aggregation;
import io.keepwatch.telemetry.metrics.MetricReader;
import io.keepwatch.telemetry.series.LabelMatcher;
import io.keepwatch.telemetry.series.LabelMatcher.Operator;
import io.keepwatch.ui.element.KwIcon;
import io.keepwatch.ui.page.PageContext;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Aggregation, filters and grouping of the chosen metric. Everything it does goes into the URL.
final class QueryBuilder extends Div {

    private final PageContext page;
    private final MetricReader metrics;
    private final Select<Aggregation> aggregation = new Select<>();
    private final MultiSelectComboBox<String> groupBy = new MultiSelectComboBox<>();
    private final ComboBox<String> label = new ComboBox<>();
    private final Select<Operator> operator = new Select<>();
    private final ComboBox<String> value = new ComboBox<>();
    private final Button add = new Button("Add filter", KwIcon.PLUS.create());
    private final Div chips = new Div();
    private final Span reading = new Span();
    private List<LabelMatcher> filters = List.of();
    private @Nullable MetricInfo metric;

    QueryBuilder(PageContext page, MetricReader metrics) {
        this.page = page;
        this.metrics = metrics;
        addClassNames("kw-card", "kw-query");
        getElement().setAttribute("role", "group").setAttribute("aria-label", "Query");
        aggregation.setLabel("Show");
        aggregation.setItemLabelGenerator(Aggregations::label);
        aggregation.addValueChangeListener(event -> {
            if (event.isFromClient()) {
                page.set(MetricChoice.AGGREGATION, Aggregations.parameter(event.getValue()));
            }
        });
        groupBy.setLabel("Group by");
        groupBy.setPlaceholder("all together");
        groupBy.addValueChangeListener(event -> {
            if (event.isFromClient()) {
                page.set(Map.of(MetricChoice.GROUP_BY, String.join(",", event.getValue()), MetricChoice.ONLY, ""));
            }
        });
        buildFilterFields();
        chips.addClassNames("kw-row", "kw-wrap", "kw-chips");
        reading.addClassName("kw-reading");
        var fields = new Div(aggregation, groupBy, label, operator, value, add);
        fields.addClassName("kw-query-fields");
        var line = new Div(chips, reading);
        line.addClassNames("kw-row", "kw-wrap");
        add(fields, line);
    }

    private void buildFilterFields() {
        label.setLabel("Filter");
        label.setPlaceholder("label");
        label.addValueChangeListener(event -> offerValues());
        operator.setItems(Operator.values());
        operator.setItemLabelGenerator(Operator::text);
        operator.setValue(Operator.EQUAL);
        operator.setAriaLabel("Operator of the filter");
        value.setAriaLabel("Value of the filter");
        value.setPlaceholder("value");
        value.setAllowCustomValue(true);
        value.addCustomValueSetListener(event -> value.setValue(event.getDetail()));
        add.addThemeVariants(ButtonVariant.TERTIARY);
        add.addClickListener(event -> addFilter());
    }

    private void addFilter() {
        if (label.isEmpty()) {
            label.focus();
            return;
        }
        LabelMatcher added;
        try {
            added = new LabelMatcher(label.getValue(), operator.getValue(), value.getValue() == null ? "" : value.getValue());
        } catch (IllegalArgumentException e) {
            value.setErrorMessage("Use RE2's syntax, e.g. api|web.*: " + e.getMessage());
            value.setInvalid(true);
            return;
        }
        value.setInvalid(false);
        label.clear();
        value.clear();
        operator.setValue(Operator.EQUAL);
        change(filters, added);
    }

    /// Adds one, or removes it when it is there.
    private void change(List<LabelMatcher> present, LabelMatcher one) {
        var changed = new ArrayList<>(present);
        if (!changed.remove(one)) {
            changed.add(one);
        }
        page.set(MetricChoice.FILTERS, LabelFilters.format(changed));
    }

    private void offerValues() {
        value.setItems(List.of());
        MetricInfo of = metric;
        String chosen = label.getValue();
        if (of != null && chosen != null) {
            page.read(this, "values of " + chosen, () -> metrics.labelValues(of.name(), chosen, page.range()), value::setItems,
                    problem -> { }); // the value can be typed all the same
        }
    }

    /// @param labels what the metric's series can be told apart by
    void show(MetricInfo shown, MetricChoice choice, List<String> labels) {
        metric = shown;
        filters = choice.filters();
        aggregation.setItems(Aggregations.of(shown.type()));
        aggregation.setValue(Aggregations.chosen(shown, choice.aggregation()));
        var known = new LinkedHashSet<>(labels);
        known.addAll(choice.groupBy());
        if (!Set.copyOf(known).equals(Set.copyOf(groupBy.getListDataView().getItems().toList()))) {
            groupBy.setItems(known);
            label.setItems(labels);
        }
        groupBy.setValue(new LinkedHashSet<>(choice.groupBy()));
        chips.removeAll();
        filters.forEach(filter -> chips.add(chip(filter)));
        chips.setVisible(!filters.isEmpty());
        reading.setText(Reading.of(shown, Aggregations.chosen(shown, choice.aggregation()), filters, choice.groupBy()));
    }

    private NativeButton chip(LabelMatcher filter) {
        var text = new Span(LabelFilters.format(filter));
        text.addClassName("kw-mono");
        var chip = new NativeButton("", event -> change(filters, filter));
        chip.add(text, KwIcon.CLOSE.create(12));
        chip.addClassName("kw-small-button");
        chip.getElement().setAttribute("aria-label", "Remove the filter " + LabelFilters.format(filter));
        return chip;
    }
}
