package io.keepwatch.ui.shell;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasElement;
import com.vaadin.flow.component.applayout.AppLayout;
import com.vaadin.flow.component.applayout.DrawerToggle;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Aside;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Header;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.orderedlayout.Scroller;
import com.vaadin.flow.router.AfterNavigationEvent;
import com.vaadin.flow.router.AfterNavigationObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Layout;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.spring.security.AuthenticationContext;
import io.keepwatch.ui.element.KwIcon;
import io.keepwatch.ui.page.PageContext;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;

/// The frame around every page: navigation at the left, top bar, and the page itself.
@Layout
@PermitAll
public final class MainLayout extends AppLayout implements AfterNavigationObserver {

    private final PageContext page;
    private final Heading heading;
    private final Div frame = new Div();
    private @Nullable Component shown;

    public MainLayout(PageContext page, AuthenticationContext authentication, List<JumpSource> jumps, ObjectProvider<SelfWatch> watch,
            ObjectProvider<NoticeSource> troubles, ObjectProvider<AlarmSource> alarms) {
        this.page = page;
        heading = new Heading(page);
        frame.addClassName("kw-frame");
        frame.add(new Notices(page, troubles.orderedStream().toList(), authentication.hasRole("OPERATOR")));
        setContent(frame);
        setPrimarySection(Section.DRAWER);
        var palette = new CommandPalette(page, jumps);
        var menu = new NavMenu();
        Header bar = topBar(palette, authentication);
        alarms.ifAvailable(source -> bar.addComponentAtIndex(bar.indexOf(heading) + 1, new AlarmPill(page, source, menu::firing)));
        addToNavbar(bar, palette, new KeyMap(page));
        addToDrawer(brand(), new Scroller(menu));
        watch.ifAvailable(own -> addToDrawer(new SelfWatchFooter(page, own)));
    }

    private Header topBar(CommandPalette palette, AuthenticationContext authentication) {
        var skip = new Anchor("#content", "Skip to the content");
        skip.addClassName("kw-skip");
        skip.setRouterIgnore(true);
        var bar = new Header(skip, new DrawerToggle(), heading, new SearchButton(palette), new RangePicker(page),
                new LiveButton(page), new ThemeToggle(), new AccountMenu(authentication));
        bar.addClassName("kw-top");
        return bar;
    }

    private static Component brand() {
        var brand = new Aside(KwIcon.LOGO.create(20), new Span("Keepwatch"));
        brand.addClassName("kw-brand");
        brand.getElement().setAttribute("aria-label", "Product");
        return brand;
    }

    /// Troubles stay above the page that comes and goes.
    @Override
    public void showRouterLayoutContent(HasElement content) {
        removeRouterLayoutContent(null);
        shown = content.getElement().getComponent().orElseThrow();
        frame.add(shown);
    }

    @Override
    public void removeRouterLayoutContent(@Nullable HasElement old) {
        if (shown != null) {
            frame.remove(shown);
            shown = null;
        }
    }

    @Override
    public void afterNavigation(AfterNavigationEvent event) {
        retitle();
        page.navigated(event.getLocation());
        retitle(); // links in the trail carry the range of the new URL
    }

    /// Shows the heading of the page again, when the page has learnt its own name.
    public void retitle() {
        Component content = shown;
        if (content instanceof Trail trail) {
            show(trail.trail(), trail.heading());
        } else {
            show(List.of(), title(content));
        }
    }

    private void show(List<Trail.Crumb> above, String name) {
        heading.show(above, name);
        // the router sets the bare @PageTitle after this
        getUI().ifPresent(ui -> ui.beforeClientResponse(this, context -> ui.getPage().setTitle(name + " · Keepwatch")));
    }

    private static String title(@Nullable Component content) {
        if (content instanceof HasDynamicTitle dynamic) {
            return dynamic.getPageTitle();
        }
        PageTitle title = content == null ? null : content.getClass().getAnnotation(PageTitle.class);
        return title == null ? "Keepwatch" : title.value();
    }
}
