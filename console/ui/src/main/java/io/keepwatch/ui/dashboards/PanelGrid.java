package io.keepwatch.ui.dashboards;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import io.keepwatch.dashboards.Dashboard;
import io.keepwatch.dashboards.Dashboard.Row;
import io.keepwatch.ui.page.PageChange;
import io.keepwatch.ui.page.PageContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The rows of panels, twelve columns wide.
final class PanelGrid extends Div {

    private final PageContext page;
    private final List<PanelCard> cards = new ArrayList<>();
    private final Map<Row, Div> rows = new LinkedHashMap<>();

    PanelGrid(PageContext page) {
        this.page = page;
        addClassName("kw-dash-rows");
    }

    void build(Dashboard dashboard) {
        removeAll();
        cards.clear();
        rows.clear();
        for (Row row : dashboard.rows()) {
            var panels = new Div();
            panels.addClassName("kw-dash-row");
            row.panels().forEach(panel -> {
                var card = new PanelCard(page, dashboard, panel);
                cards.add(card);
                panels.add(card.place());
            });
            var section = new Div();
            section.addClassName("kw-dash-section");
            if (!row.title().isEmpty()) {
                section.add(new H2(row.title()));
            }
            section.add(panels);
            // whether it has something to show is not known yet
            shown(section, row.onlyWhen().isEmpty());
            rows.put(row, section);
            add(section);
        }
    }

    /// @param alone the id of the panel that is shown alone; empty for all
    void load(PageChange why, Refresh refresh, String alone) {
        boolean exists = cards.stream().anyMatch(card -> card.panel().id().equals(alone));
        setClassName("alone", exists);
        cards.forEach(card -> {
            card.place().setClassName("chosen", exists && card.panel().id().equals(alone));
            card.load(why, refresh);
        });
    }

    void rows(List<Row> wanted) {
        rows.forEach((row, section) -> shown(section, wanted.contains(row)));
    }

    /// By style: what Flow itself hides stays in the browser as it was.
    private static void shown(Div section, boolean shown) {
        if (shown) {
            section.getStyle().remove("display");
        } else {
            section.getStyle().set("display", "none");
        }
    }
}
