package io.keepwatch.ui.notification;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import io.keepwatch.alerting.routing.Route;
import io.keepwatch.ui.page.PageContext;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The routes as a tree, from the root on; those that an alert takes stand out.
final class RouteTree extends Div {

    private final PageContext page;
    private Object shown = "";

    RouteTree(PageContext page) {
        this.page = page;
        addClassName("kw-routes");
    }

    /// @param hits ids of the routes that the alert takes; empty when none is asked for
    void show(Route root, Set<String> hits) {
        Object now = List.of(root, hits);
        if (!now.equals(shown)) {
            shown = now;
            removeAll();
            var list = new UnorderedList(item(root, hits, true));
            list.getElement().setAttribute("aria-label", "Routes");
            add(list);
        }
    }

    private ListItem item(Route route, Set<String> hits, boolean root) {
        boolean hit = hits.contains(route.id());
        boolean onTheWay = route.all().stream().anyMatch(one -> hits.contains(one.id()));
        var item = new ListItem(node(route, hit, root));
        item.addClassName(hit ? "kw-route-hit" : onTheWay ? "kw-route-way" : "kw-route");
        if (!hits.isEmpty() && !onTheWay) {
            item.addClassName("kw-route-off");
        }
        List<Route> routes = route.routes();
        if (!routes.isEmpty()) {
            var below = new UnorderedList();
            routes.forEach(one -> below.add(item(one, hits, false)));
            item.add(below);
        }
        return item;
    }

    private Div node(Route route, boolean hit, boolean root) {
        var matchers = new Span(RoutingWords.matchers(route, root));
        matchers.addClassNames(route.matchers().isEmpty() ? "kw-t2" : "kw-mono", "kw-route-matchers");
        var receiver = new Anchor(page.link(ReceiversView.PATH, Map.of(ReceiversView.RECEIVER, route.receiver())), route.receiver());
        var line = new Div(matchers, new Span("→"), receiver);
        line.addClassNames("kw-row", "kw-wrap");
        if (hit) {
            var goes = new Span("goes here");
            goes.addClassNames("kw-badge", "info");
            line.add(goes);
        }
        if (route.goesOn()) {
            var on = new Span("and goes on");
            on.addClassName("kw-badge");
            on.setTitle("continue: the routes below it are tried as well");
            line.add(on);
        }
        String times = RoutingWords.times(route);
        var words = new Span(RoutingWords.grouping(route) + "; " + RoutingWords.timing(route) + (times.isEmpty() ? "" : "; " + times));
        words.addClassNames("kw-t3", "kw-small");
        var node = new Div(line, words);
        node.addClassName("kw-route-node");
        return node;
    }
}
