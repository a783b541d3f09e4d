package io.keepwatch.ui.element;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;

/// What failed, what is still right, and Retry; stands in the card that failed.
public final class ErrorState extends Div {

    public ErrorState(String title, String whatStillWorks, Runnable retry) {
        var button = new Button("Retry", event -> retry.run());
        button.addThemeName("small");
        add(new StateBox(Glyph.CRITICAL.create(), title, whatStillWorks, button));
        getElement().setAttribute("role", "alert");
    }
}
