package io.keepwatch.ui.search;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.DescriptionList;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import io.keepwatch.telemetry.SearchQuery.FieldTerm;
import io.keepwatch.telemetry.SearchQuery.Operator;
import io.keepwatch.ui.element.CopyButton;
import java.util.function.Consumer;

/// Names and values of one record, each with "only these", "not these" and copy. `+` and `−` do the same on the row that
/// has the focus.
public final class FieldList extends DescriptionList {

    private final Consumer<FieldTerm> onTerm;

    /// @param onTerm called with the term a person chose; negated to exclude
    public FieldList(Consumer<FieldTerm> onTerm) {
        this.onTerm = onTerm;
        addClassName("kw-fields");
    }

    /// A field that can be searched for.
    public FieldList field(String field, String value) {
        var text = new Span(value);
        text.addClassName("kw-value");
        row(field, new Description(text, actions(field, value)));
        return this;
    }

    /// Something that is shown only.
    public FieldList fact(String name, String value) {
        var text = new Span(value);
        text.addClassName("kw-value");
        row(name, new Description(text));
        return this;
    }

    public FieldList fact(String name, Component value) {
        value.addClassName("kw-value");
        row(name, new Description(value));
        return this;
    }

    private void row(String name, Description description) {
        var term = new Term(name);
        term.setTitle(name);
        var row = new Div();
        row.addClassName("kw-field");
        row.getElement().appendChild(term.getElement(), description.getElement());
        getElement().appendChild(row.getElement());
    }

    private Component actions(String field, String value) {
        var require = new NativeButton("+", event -> onTerm.accept(new FieldTerm(field, value)));
        require.addClassNames("kw-icon-button", "kw-require");
        label(require, "Only records with this " + field);
        var exclude = new NativeButton("−", event -> onTerm.accept(new FieldTerm(field, Operator.EQUALS, value, true)));
        exclude.addClassNames("kw-icon-button", "kw-exclude");
        label(exclude, "No records with this " + field);
        var actions = new Div(require, exclude, new CopyButton(value, field));
        actions.addClassName("kw-field-actions");
        return actions;
    }

    private static void label(NativeButton button, String words) {
        button.setAriaLabel(words);
        button.setTitle(words);
    }
}
