package io.keepwatch.ui.element;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import io.keepwatch.ui.format.Format;
import io.keepwatch.ui.page.PageContext;
import io.keepwatch.ui.page.TimeSelection;
import java.time.Duration;

/// The store refused a question because of its cost; what would make it cheaper, with the nearest shorter range as a button.
final class TooBroadState extends Div {

    private static final int SHORTER = 10;
    private static final Duration SHORTEST = Duration.ofMinutes(1);

    /// @param reason the store's own words, which say what to narrow
    TooBroadState(PageContext page, String reason, Runnable retry) {
        var again = button("Try again", retry);
        String title = "Too much to read at once";
        Duration shorter = shorter(page.range().length());
        add(shorter.compareTo(page.range().length()) < 0
                ? new StateBox(Glyph.WARNING.create(), title, reason, button("Only the last " + Format.age(shorter), () -> page.select(end(page, shorter))), again)
                : new StateBox(Glyph.WARNING.create(), title, reason, again));
        getElement().setAttribute("role", "alert");
    }

    /// A tenth, in whole minutes.
    static Duration shorter(Duration length) {
        Duration tenth = Duration.ofMinutes(length.dividedBy(SHORTER).toMinutes());
        return tenth.compareTo(SHORTEST) < 0 ? SHORTEST : tenth;
    }

    private static TimeSelection end(PageContext page, Duration length) {
        return page.selection().relative() ? TimeSelection.last(length)
                : TimeSelection.between(page.range().to().minus(length), page.range().to());
    }

    private static Button button(String text, Runnable action) {
        var button = new Button(text, event -> action.run());
        button.addThemeName("small");
        return button;
    }
}
