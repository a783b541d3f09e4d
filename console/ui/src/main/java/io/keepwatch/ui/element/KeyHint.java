package io.keepwatch.ui.element;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;

/// Keys and what they do, for the last line of a card: `J K line`.
public final class KeyHint extends Div {

    public KeyHint(String words, String... keys) {
        addClassName("kw-keyhint");
        for (String key : keys) {
            add(key(key));
        }
        add(new Span(words));
    }

    public static Component key(String text) {
        return new Key(text);
    }

    @Tag("kbd")
    private static final class Key extends Component {
        Key(String text) {
            getElement().setText(text);
        }
    }
}
