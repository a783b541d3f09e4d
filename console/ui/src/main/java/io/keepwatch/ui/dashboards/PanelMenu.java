package io.keepwatch.ui.dashboards;

import com.vaadin.flow.component.contextmenu.MenuItem;
import com.vaadin.flow.component.contextmenu.SubMenu;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.component.menubar.MenuBarVariant;
import com.vaadin.flow.server.streams.DownloadHandler;
import io.keepwatch.dashboards.Dashboard;
import io.keepwatch.dashboards.Dashboard.Link;
import io.keepwatch.dashboards.Panel;
import io.keepwatch.dashboards.Substitution;
import io.keepwatch.ui.element.KwIcon;
import io.keepwatch.ui.page.PageContext;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// What can be done with a panel: show it alone, take its data along, follow its links.
final class PanelMenu extends MenuBar {

    private final PageContext page;
    private final Panel panel;
    private final Anchor csv = new Anchor();
    private final SubMenu items;
    private @Nullable MenuItem firstLink;
    private volatile @Nullable PanelAnswer shown;

    PanelMenu(PageContext page, Dashboard dashboard, Panel panel) {
        this.page = page;
        this.panel = panel;
        addThemeVariants(MenuBarVariant.SMALL, MenuBarVariant.TERTIARY);
        addClassName("kw-dash-menu");
        MenuItem dots = addItem(KwIcon.DOTS.create());
        dots.addThemeNames("icon");
        dots.setAriaLabel("Menu of " + panel.title());
        items = dots.getSubMenu();
        items.addItem("Alone, and back", event -> page.set(DashboardView.PANEL,
                page.parameter(DashboardView.PANEL).isPresent() ? null : panel.id()));
        csv.setText("Download its data as CSV");
        csv.setHref(download(dashboard));
        csv.addClassName("kw-dash-item");
        items.addItem(csv);
        Explorer.address().ifPresent(path -> items.addItem("Open in the PromQL explorer", event -> page.open(explore(path))));
    }

    private String explore(String path) {
        PanelAnswer answer = shown;
        Substitution texts = answer == null ? null : answer.round().texts();
        return page.link(path, Explorer.parameters(panel.queries().stream()
                .map(query -> texts == null ? query.expr() : texts.fill(query.expr())).toList()));
    }

    /// The newest answer: what is downloaded, and what links are filled with.
    void show(PanelAnswer answer) {
        shown = answer;
        if (firstLink == null) {
            for (Link link : panel.links()) {
                firstLink = items.addItem(Links.anchor(page, link, answer.round().texts()));
            }
        }
    }

    private DownloadHandler download(Dashboard dashboard) {
        return event -> {
            event.setFileName(dashboard.slug() + "-" + panel.id() + ".csv");
            event.setContentType("text/csv;charset=utf-8");
            PanelAnswer answer = shown;
            event.getOutputStream().write((answer == null ? "" : PanelCsv.of(answer, panel.kind().overTime())).getBytes(StandardCharsets.UTF_8));
        };
    }
}
