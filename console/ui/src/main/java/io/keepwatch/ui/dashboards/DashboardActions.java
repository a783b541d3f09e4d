package io.keepwatch.ui.dashboards;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.dependency.JsModule;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.notification.Notification;
import io.keepwatch.access.CurrentActor;
import io.keepwatch.access.Role;
import io.keepwatch.audit.AuditLog;
import io.keepwatch.dashboards.Dashboard;
import io.keepwatch.dashboards.Dashboards;
import io.keepwatch.dashboards.Substitution;
import io.keepwatch.ui.element.Glyph;
import io.keepwatch.ui.element.NeedsRole;
import io.keepwatch.ui.element.Refusal;
import io.keepwatch.ui.page.PageContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What can be done with the whole dashboard, and what must be known about it.
final class DashboardActions extends Div {

    private final PageContext page;
    private final Dashboards dashboards;
    private final Div links = new Div();
    private final Span trouble = new Span();
    private final NativeButton all;
    private final NativeButton yaml;
    private final Button remove;
    private final CurrentActor actor;
    private final AuditLog audit;
    private final FullScreen screen = new FullScreen();
    private @Nullable Dashboard shown;

    DashboardActions(PageContext page, Dashboards dashboards, CurrentActor actor, AuditLog audit) {
        this.page = page;
        this.dashboards = dashboards;
        this.actor = actor;
        this.audit = audit;
        addClassNames("kw-row", "kw-push", "kw-dash-actions");
        links.addClassNames("kw-row");
        trouble.addClassNames("kw-warn", "kw-small");
        trouble.getElement().setAttribute("role", "status");
        all = button("All panels", () -> page.set(DashboardView.PANEL, null));
        yaml = button("YAML", () -> page.set(DashboardView.YAML, page.parameter(DashboardView.YAML).isPresent() ? null : "1"));
        remove = NeedsRole.guard(new Button("Remove", event -> askToRemove()), actor.get(), Role.OPERATOR);
        remove.addThemeName("small");
        remove.setVisible(false);
        add(trouble, links, all, remove, yaml, screen);
        page.onChange(this, why -> pressed());
        addAttachListener(event -> pressed());
    }

    void show(Dashboard dashboard) {
        shown = dashboard;
        trouble.removeAll();
        remove.setVisible(dashboard.origin().uploaded());
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

    /// Only what was imported here: files are removed where they are kept.
    private void askToRemove() {
        Dashboard dashboard = shown;
        if (dashboard == null) {
            return;
        }
        var dialog = new ConfirmDialog("Remove " + dashboard.title(), "Copy its YAML first if it may be wanted again.",
                "Remove the dashboard", event -> remove(dashboard), "Keep it", event -> { });
        dialog.setConfirmButtonTheme("error primary");
        dialog.open();
    }

    private void remove(Dashboard dashboard) {
        var who = actor.get();
        if (!who.role().includes(Role.OPERATOR)) {
            return;
        }
        page.act(() -> {
            dashboards.remove(dashboard.slug());
            audit.append(who.did("dashboard.removed", dashboard.slug(), Map.of("title", dashboard.title())));
            return dashboard;
        }, removed -> {
            Notification.show(removed.title() + " was removed.");
            page.open(page.link("dashboards"));
        }, problem -> warn(Refusal.words(problem)));
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
