package io.keepwatch.ui.alerts;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Nav;
import com.vaadin.flow.component.html.Span;
import io.keepwatch.ui.page.PageContext;
import java.util.EnumMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The ways between the pages of alerts, each with what is to be counted there.
public final class AlertTabs extends Nav {

    public enum Tab {
        NOW("Now", "alerts"), RULES("Rules", "alerts/rules"), ROUTES("Routes", "alerts/routes"), RECEIVERS("Receivers", "alerts/receivers"),
        SILENCES("Silences", "alerts/silences"), DELIVERIES("Deliveries", "alerts/deliveries");

        private final String words;
        private final String path;

        Tab(String words, String path) {
            this.words = words;
            this.path = path;
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(AlertTabs.class);

    private final PageContext page;
    private final AlertCounts counts;
    private final Map<Tab, Anchor> ways = new EnumMap<>(Tab.class);
    private final Map<Tab, Span> numbers = new EnumMap<>(Tab.class);

    public AlertTabs(PageContext page, Tab current, AlertCounts counts) {
        this.page = page;
        this.counts = counts;
        addClassName("kw-alert-tabs");
        getElement().setAttribute("aria-label", "Pages of alerts");
        for (Tab tab : Tab.values()) {
            var number = new Span();
            number.addClassName("kw-count");
            var way = new Anchor(tab.path, "");
            way.add(new Span(tab.words), number);
            if (tab == current) {
                way.getElement().setAttribute("aria-current", "page");
                way.getElement().executeJs("this.scrollIntoView({ block: 'nearest', inline: 'nearest' })"); // on a phone not all fit
            }
            ways.put(tab, way);
            numbers.put(tab, number);
            add(way);
        }
        page.onChange(this, _ -> read());
        page.onHeartbeat(this, _ -> read());
    }

    private void read() {
        ways.forEach((tab, way) -> way.setHref(page.link(tab.path)));
        page.read(this, "counts of alerts", counts::read, found -> found.forEach((tab, words) -> numbers.get(tab).setText(words)),
                problem -> LOG.warn("Cannot count what the pages of alerts show", problem));
    }
}
