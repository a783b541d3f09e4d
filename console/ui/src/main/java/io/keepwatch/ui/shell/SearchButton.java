package io.keepwatch.ui.shell;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Span;
import io.keepwatch.ui.element.KeyHint;
import io.keepwatch.ui.element.KwIcon;

/// Looks like a field and opens the palette; the browser opens it without asking the server.
final class SearchButton extends Button {

    SearchButton(CommandPalette palette) {
        var words = new Span("Search or jump");
        var key = KeyHint.key("Ctrl K");
        key.getElement().setAttribute("aria-hidden", "true"); // said by aria-keyshortcuts
        var content = new Span(KwIcon.SEARCH.create(), words, key);
        content.addClassName("kw-row");
        getElement().appendChild(content.getElement());
        addClassNames("kw-top-button", "kw-search-button");
        setId("search");
        getElement().setAttribute("aria-keyshortcuts", "Control+K");
        addClickListener(event -> palette.getElement().callJsFunction("open"));
    }
}
