package io.keepwatch.ui.element;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.DescriptionList;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;

/// Names and their values, one a line.
public final class KeyValues extends DescriptionList {

    public KeyValues() {
        addClassName("kw-kv");
    }

    public KeyValues put(String name, String value) {
        return put(name, new Span(value));
    }

    public KeyValues put(String name, Component value) {
        add(new DescriptionList.Term(name), new DescriptionList.Description(value));
        return this;
    }

    /// A value that is pasted elsewhere.
    public KeyValues copyable(String name, String value) {
        var text = new Span(value);
        text.addClassNames("kw-mono", "kw-ellipsis");
        text.setTitle(value);
        var line = new Div(text, new CopyButton(value, name));
        line.addClassName("kw-copy-line");
        return put(name, line);
    }
}
