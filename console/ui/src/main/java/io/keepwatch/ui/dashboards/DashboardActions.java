package io.keepwatch.ui.dashboards;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import io.keepwatch.dashboards.Dashboard;
import io.keepwatch.dashboards.Dashboards;
import io.keepwatch.dashboards.Substitution;
import io.keepwatch.ui.element.Glyph;
import io.keepwatch.ui.page.PageContext;
import java.util.List;
import java.util.Optional;

/// What can be done with the whole dashboard, and what must be known about it.
final class DashboardActions extends Div {

    private final PageContext page;
    private final Dashboards dashboards;
    private final Div links = new Div();
    private final Span trouble = new Span();
    private final NativeButton all;
    private final NativeButton yaml;
    private final FullScreen screen = new FullScreen();

    DashboardActions(PageContext page, Dashboards dashboards) {
        this.page = page;
        this.dashboards = dashboards;
        addClassNames("kw-row", "kw-push", "kw-dash-actions");
        links.addClassNames("kw-row");
        trouble.addClassNames("kw-warn", "kw-small");
        trouble.getElement().setAttribute("role", "status");
        all = button("All panels", () -> page.set(DashboardView.PANEL, null));
        yaml = button("YAML", () -> page.set(DashboardView.YAML, page.parameter(DashboardView.YAML).isPresent() ? null : "1"));
        add(trouble, links, all, yaml, screen);
        page.onChange(this, why -> pressed());
        addAttachListener(event -> pressed());
    }

    void show(Dashboard dashboard) {
        trouble.removeAll();
        stale(dashboard).ifPresent(this::warn);
    }

    void links(Dashboard dashboard, Substitution texts) {
        links.removeAll();
        dashboard.links().forEach(link -> links.add(Links.anchor(page, link, texts)));
    }

    void problems(List<String> problems) {
        if (!problems.isEmpty()) {
            warn(String.join(" ", problems));
        }
    }

    void fullScreen() {
        screen.getElement().callJsFunction("toggle");
    }

    /// A changed file that cannot be used: what is seen is what it was before.
    private Optional<String> stale(Dashboard dashboard) {
        return dashboards.refused().stream().filter(refused -> refused.inUse() && refused.place().startsWith(dashboard.origin().place()))
                .findFirst().map(refused -> "The changed file is not in use: " + refused.reason());
    }

    private void warn(String words) {
        trouble.removeAll();
        trouble.add(Glyph.WARNING.decorative(), new Span(words));
    }

    private void pressed() {
        yaml.getElement().setAttribute("aria-pressed", String.valueOf(page.parameter(DashboardView.YAML).isPresent()));
        all.setVisible(page.parameter(DashboardView.PANEL).isPresent());
    }

    private static NativeButton button(String words, Runnable action) {
        var button = new NativeButton(words, event -> action.run());
        button.addClassName("kw-small-button");
        return button;
    }

    @Tag("kw-full-screen")
    @JsModule("context://kw/kw-panel.js")
    private static final class FullScreen extends Component {}
}
