package io.keepwatch.ui.shell;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.sidenav.SideNav;
import com.vaadin.flow.component.sidenav.SideNavItem;
import com.vaadin.flow.server.menu.MenuConfiguration;
import com.vaadin.flow.server.menu.MenuEntry;
import io.keepwatch.ui.element.KwIcon;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The navigation, made of the `@Menu` of every page the person may open: a page is added by being there.
final class NavMenu extends Div {

    /// @param path without a leading slash
    record Page(String title, String path, String icon, String group) {}

    private static final String ALERTS = "alerts";

    private final Span firing = new Span();

    NavMenu() {
        addClassName("kw-nav");
        Map<String, SideNav> groups = new LinkedHashMap<>();
        for (Page page : pages()) {
            groups.computeIfAbsent(page.group(), NavMenu::group).addItem(item(page, firing));
        }
        groups.values().forEach(this::add);
    }

    static List<Page> pages() {
        return MenuConfiguration.getMenuEntries().stream().map(NavMenu::page).toList();
    }

    private static Page page(MenuEntry entry) {
        double order = Optional.ofNullable(entry.order()).orElse(NavOrder.SETTINGS);
        String path = entry.path().startsWith("/") ? entry.path().substring(1) : entry.path();
        return new Page(entry.title(), path, Optional.ofNullable(entry.icon()).orElse("dots"), NavOrder.group(order));
    }

    private static SideNav group(String name) {
        var nav = new SideNav();
        if (name.isEmpty()) {
            nav.getElement().setAttribute("aria-label", "Main");
        } else {
            nav.setLabel(name);
        }
        return nav;
    }

    /// The count beside "Alerts".
    void firing(int alerts) {
        firing.setText(alerts == 0 ? "" : String.valueOf(alerts));
        firing.getElement().setAttribute("aria-label", alerts == 0 ? "" : alerts + " firing");
    }

    private static SideNavItem item(Page page, Span firing) {
        var item = new SideNavItem(page.title(), page.path(), KwIcon.named(page.icon()));
        if (page.path().equals(ALERTS)) {
            firing.addClassName("kw-nav-count");
            item.setSuffixComponent(firing);
        }
        item.setMatchNested(!page.path().isEmpty());
        return item;
    }
}
