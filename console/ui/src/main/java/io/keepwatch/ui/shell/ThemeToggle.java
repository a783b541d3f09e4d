package io.keepwatch.ui.shell;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.page.ColorScheme;
import io.keepwatch.ui.element.KwIcon;

/// Dark ↔ light.
final class ThemeToggle extends Button {

    ThemeToggle() {
        super(KwIcon.HALF.create());
        addClassNames("kw-top-button", "kw-square");
        setId("theme-toggle");
        setAriaLabel("Switch between dark and light");
        setTooltipText("Dark or light");
        addClickListener(event -> toggle(event.getSource().getUI().orElseThrow()));
    }

    private static void toggle(UI ui) {
        var page = ui.getPage();
        var now = page.getColorScheme();
        boolean dark = now == ColorScheme.Value.DARK || (now != ColorScheme.Value.LIGHT && systemPrefersDark(ui));
        var chosen = dark ? ColorScheme.Value.LIGHT : ColorScheme.Value.DARK;
        page.setColorScheme(chosen);
        Theme.remember(chosen);
    }

    private static boolean systemPrefersDark(UI ui) {
        var details = ui.getPage().getExtendedClientDetails();
        return details != null && details.getColorScheme() == ColorScheme.Value.DARK;
    }
}
