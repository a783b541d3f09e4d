package io.keepwatch.ui.shell;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Nav;
import com.vaadin.flow.component.html.Span;
import io.keepwatch.ui.page.PageContext;
import java.util.List;

/// The way to the page and its name, which is the only H1.
final class Heading extends Div {

    private final PageContext page;
    private final Nav trail = new Nav();
    private final H1 name = new H1();

    Heading(PageContext page) {
        this.page = page;
        addClassName("kw-crumb");
        trail.setAriaLabel("Breadcrumb");
        add(trail, name);
    }

    void show(List<Trail.Crumb> above, String title) {
        trail.removeAll();
        trail.setVisible(!above.isEmpty());
        for (Trail.Crumb crumb : above) {
            var slash = new Span("/");
            slash.getElement().setAttribute("aria-hidden", "true");
            trail.add(new Anchor(page.link(crumb.path()), crumb.name()), slash);
        }
        name.setText(title);
        name.setTitle(title);
    }
}
