package io.keepwatch.ui.alerts;

import com.vaadin.flow.component.html.Anchor;
import io.keepwatch.alerting.RuleGroups;
import io.keepwatch.ui.alerts.AlertItem.State;
import io.keepwatch.ui.element.DataCard;
import io.keepwatch.ui.format.TimeFormat;
import io.keepwatch.ui.page.PageChange;
import io.keepwatch.ui.page.PageContext;
import io.keepwatch.ui.element.Lines;
import io.keepwatch.ui.element.Lines.Line;
import java.util.Comparator;
import java.util.List;

/// The alerts that fire now, the gravest first, for other pages.
public final class FiringCard {

    private static final int MOST = 6;

    private final PageContext page;
    private final RuleGroups groups;
    private final Lines lines = new Lines();
    private final Anchor all = new Anchor("alerts", "All alerts");
    private final DataCard card;

    public FiringCard(PageContext page, RuleGroups groups) {
        this.page = page;
        this.groups = groups;
        this.card = new DataCard(page, "Firing alerts").flush().action(all).with(lines);
    }

    public DataCard card() {
        return card;
    }

    /// @param service empty for all; a card of one service is only there while something fires
    public void load(PageChange why, String service) {
        all.setHref(page.link("alerts"));
        card.load(why, () -> firing(service), found -> show(found, service));
    }

    private List<AlertItem> firing(String service) {
        return groups.alerts().stream().map(AlertItem::of).filter(alert -> alert.state() != State.PENDING)
                .filter(alert -> service.isEmpty() || alert.service().equals(service))
                .sorted(Comparator.comparing(AlertItem::severity).thenComparing(AlertItem::since)).toList();
    }

    private void show(List<AlertItem> found, String service) {
        var times = new TimeFormat(page.zone());
        card.setShown(service.isEmpty() || !found.isEmpty());
        card.describe(found.size() > MOST ? "the gravest of " + found.size() : "");
        lines.show(found.stream().limit(MOST).map(alert -> new Line(alert.glyph(), alert.name(), AlertLinks.alert(page, alert.key()),
                alert.sentence(), service.isEmpty() ? alert.service() : "", times.near(alert.since(), page.now()))).toList(), "Nothing fires.");
    }
}
