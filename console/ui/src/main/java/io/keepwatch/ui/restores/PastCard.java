package io.keepwatch.ui.restores;

import io.keepwatch.backup.Phase;
import io.keepwatch.backup.Restore;
import io.keepwatch.backup.RestoreRequest.Mode;
import io.keepwatch.ui.backups.RunWords;
import io.keepwatch.ui.backups.Where;
import io.keepwatch.ui.element.DataCard;
import io.keepwatch.ui.element.Glyph;
import io.keepwatch.ui.format.TimeFormat;
import io.keepwatch.ui.page.PageContext;
import io.keepwatch.ui.element.Lines;
import io.keepwatch.ui.element.Lines.Line;
import java.util.List;

/// How restores of this plan went before: what one may expect.
final class PastCard {

    private static final int MOST = 5;

    private final PageContext page;
    private final Lines lines = new Lines();
    private final DataCard card;

    PastCard(PageContext page) {
        this.page = page;
        card = new DataCard(page, "How this went before").flush().with(lines);
    }

    DataCard card() {
        return card;
    }

    void show(List<Restore> all, String plan) {
        var times = new TimeFormat(page.zone());
        List<Restore> ofPlan = all.stream().filter(restore -> plan.equals(restore.run().plan())).toList();
        lines.show(ofPlan.stream().limit(MOST).map(restore -> new Line(
                restore.undone() ? Glyph.ROLLBACK : RunWords.glyph(restore.run().phase()),
                times.near(restore.run().createdAt(), page.now()) + (restore.request().mode() == Mode.CLONE ? " clone" : " swap"),
                Where.restore(page, restore.run().id()), times.full(restore.run().createdAt()) + " by " + restore.run().requestedBy(),
                RunWords.took(restore.run(), page.now()).map(RunWords::length).orElse(""),
                RestoresView.state(restore) + (restore.run().phase() == Phase.FAILED && restore.run().problem() != null ? ": " + restore.run().problem().message() : ""))).toList(),
                "Nobody has restored " + plan + " yet: how long it takes is not known.");
        card.content();
    }
}
