package io.keepwatch.ui.dashboards;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.AnchorTarget;
import com.vaadin.flow.router.QueryParameters;
import io.keepwatch.dashboards.Dashboard.Link;
import io.keepwatch.dashboards.Substitution;
import io.keepwatch.ui.page.PageContext;
import java.util.LinkedHashMap;

/// Links of dashboards and panels: those into the console carry the time range, others open a tab of their own.
final class Links {

    private Links() {}

    static Anchor anchor(PageContext page, Link link, Substitution texts) {
        var anchor = new Anchor(address(page, texts.words(link.url())), link.title());
        anchor.addClassName("kw-dash-item");
        if (outside(link.url())) {
            anchor.setTarget(AnchorTarget.BLANK);
            anchor.getElement().setAttribute("rel", "noopener noreferrer");
        }
        return anchor;
    }

    private static String address(PageContext page, String url) {
        if (outside(url)) {
            return url;
        }
        String[] parts = url.split("\\?", 2);
        var parameters = new LinkedHashMap<String, String>();
        if (parts.length == 2) {
            QueryParameters.fromString(parts[1]).getParameters().forEach((name, values) -> parameters.put(name, values.getLast()));
        }
        return page.link(parts[0], parameters);
    }

    private static boolean outside(String url) {
        return url.startsWith("http://") || url.startsWith("https://");
    }
}
