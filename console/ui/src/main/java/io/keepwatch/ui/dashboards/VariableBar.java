package io.keepwatch.ui.dashboards;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.html.Div;
import io.keepwatch.dashboards.Variable;
import io.keepwatch.ui.page.PageContext;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// The variables of a dashboard, each with what it offers. What is chosen stands in the address.
final class VariableBar extends Div {

    private final PageContext page;
    private final Map<String, Field> fields = new HashMap<>();

    /// One of them, whichever form it has.
    private interface Field {
        Component component();

        void show(Choice choice);
    }

    VariableBar(PageContext page) {
        this.page = page;
        addClassName("kw-dash-variables");
    }

    void show(List<Choice> choices) {
        boolean same = choices.stream().map(choice -> choice.variable().name()).toList()
                .equals(getChildren().map(child -> child.getElement().getProperty("name", "")).toList());
        if (!same) {
            removeAll();
            fields.clear();
            choices.forEach(choice -> {
                Field field = choice.variable().multi() ? several(choice.variable()) : one(choice.variable());
                field.component().getElement().setProperty("name", choice.variable().name());
                fields.put(choice.variable().name(), field);
                add(field.component());
            });
        }
        choices.forEach(choice -> fields.get(choice.variable().name()).show(choice));
    }

    private Field one(Variable variable) {
        var box = new ComboBox<String>(variable.title());
        box.setClearButtonVisible(variable.all());
        box.setPlaceholder(variable.all() ? "All" : "no value");
        box.addThemeName("small");
        box.addValueChangeListener(event -> {
            if (event.isFromClient()) {
                page.set(Choice.parameter(variable), event.getValue() == null ? null : Choice.join(List.of(event.getValue())));
            }
        });
        return new Field() {
            private List<String> offered = List.of();

            @Override
            public Component component() {
                return box;
            }

            @Override
            public void show(Choice choice) {
                List<String> items = items(choice);
                if (!items.equals(offered)) {
                    offered = items;
                    box.setItems(items);
                }
                box.setValue(choice.chosen().isEmpty() ? null : choice.chosen().getFirst());
            }
        };
    }

    private Field several(Variable variable) {
        var box = new MultiSelectComboBox<String>(variable.title());
        box.setClearButtonVisible(true);
        box.setPlaceholder(variable.all() ? "All" : "no value");
        box.addThemeName("small");
        box.addValueChangeListener(event -> {
            if (event.isFromClient()) {
                page.set(Choice.parameter(variable), Choice.join(event.getValue()));
            }
        });
        return new Field() {
            private List<String> offered = List.of();

            @Override
            public Component component() {
                return box;
            }

            @Override
            public void show(Choice choice) {
                List<String> items = items(choice);
                if (!items.equals(offered)) {
                    offered = items;
                    box.setItems(items);
                }
                Set<String> chosen = new LinkedHashSet<>(choice.chosen());
                if (!box.getValue().equals(chosen)) {
                    box.setValue(chosen);
                }
            }
        };
    }

    /// What an address names is offered too, though it has no series now.
    private static List<String> items(Choice choice) {
        return Stream.concat(choice.options().stream(), choice.chosen().stream()).distinct().toList();
    }
}
