package io.keepwatch.ui.overview;

import io.keepwatch.ui.element.DataCard;
import io.keepwatch.ui.element.Glyph;
import io.keepwatch.ui.format.Format;
import io.keepwatch.ui.format.TimeFormat;
import io.keepwatch.ui.overview.SlowestOperations.Slow;
import io.keepwatch.ui.page.PageChange;
import io.keepwatch.ui.page.PageContext;
import io.keepwatch.ui.services.ErrorKindCard;
import io.keepwatch.ui.element.Lines;
import io.keepwatch.ui.element.Lines.Line;
import io.keepwatch.ui.services.ServiceLinks;
import io.keepwatch.ui.services.health.Change;
import io.keepwatch.ui.services.health.ErrorKindReader;
import io.keepwatch.ui.services.health.Health;
import io.keepwatch.ui.services.health.Landscape;
import java.util.List;

/// The column at the right: what changed, errors by kind, slowest operations.
final class SideCards {

    private static final int MOST_CHANGES = 5;
    private static final int MOST_ERRORS = 4;
    private static final int MOST_SLOW = 4;

    private final PageContext page;
    private final SlowestOperations slowest;
    private final Lines changeLines = new Lines();
    private final Lines slowestLines = new Lines();
    private final DataCard changesCard;
    private final ErrorKindCard errorsCard;
    private final DataCard slowestCard;

    SideCards(PageContext page, SlowestOperations slowest, ErrorKindReader errors) {
        this.page = page;
        this.slowest = slowest;
        changesCard = new DataCard(page, "What changed").flush().with(changeLines);
        errorsCard = new ErrorKindCard(page, errors, MOST_ERRORS);
        slowestCard = new DataCard(page, "Slowest operations").flush().with(slowestLines);
    }

    DataCard changes() {
        return changesCard;
    }

    DataCard errors() {
        return errorsCard.card();
    }

    DataCard slowest() {
        return slowestCard;
    }

    void showChanges(List<Change> changes) {
        var times = new TimeFormat(page.zone());
        changesCard.describe(changes.size() > MOST_CHANGES ? "newest of " + changes.size() : "");
        changeLines.show(changes.reversed().stream().limit(MOST_CHANGES).map(change -> new Line(Glyph.DEPLOY, change.label(),
                ServiceLinks.service(page, change.service()), change.label() + ", " + times.full(change.at()),
                times.near(change.at(), page.now()))).toList(), "No new version of any service in this time.");
    }

    void load(PageChange why, Landscape landscape) {
        errorsCard.load(why, null, landscape.windows());
        slowestCard.load(why, () -> slowest.find(landscape, MOST_SLOW), found -> showSlowest(found, landscape));
    }

    private void showSlowest(List<Slow> found, Landscape landscape) {
        slowestCard.describe("p95, last " + Format.age(landscape.windows().recent().length()));
        slowestLines.show(found.stream().map(slow -> line(slow, landscape)).toList(), "No operation was called three times in this time.");
    }

    private Line line(Slow slow, Landscape landscape) {
        boolean slowService = landscape.find(slow.service()).filter(Health::slow).isPresent();
        return new Line(slowService ? Glyph.WARNING : Glyph.GOOD, slow.operation().name(),
                ServiceLinks.operation(page, slow.service(), slow.operation().name()) + "&order=slowest",
                slow.operation().name() + " of " + slow.service() + ", p95 of " + Format.count(slow.operation().requests(), "request"),
                slow.service(), Format.duration(slow.operation().p95Nanos()));
    }
}
