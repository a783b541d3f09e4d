package io.keepwatch.ui.settings;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.DescriptionList;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.keepwatch.ui.element.CopyButton;

/// Names and their values, one a line.
final class KeyValues extends DescriptionList {

    KeyValues() {
        addClassName("kw-kv");
    }

    KeyValues put(String name, String value) {
        return put(name, new Span(value));
    }

    KeyValues put(String name, Component value) {
        add(new DescriptionList.Term(name), new DescriptionList.Description(value));
        return this;
    }

    /// A value that is pasted elsewhere.
    KeyValues copyable(String name, String value) {
        var text = new Span(value);
        text.addClassNames("kw-mono", "kw-ellipsis");
        text.setTitle(value);
        var line = new Div(text, new CopyButton(value, name));
        line.addClassName("kw-copy-line");
        return put(name, line);
    }
}
