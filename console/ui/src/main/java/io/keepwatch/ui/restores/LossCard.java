package io.keepwatch.ui.restores;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import io.keepwatch.backup.Backup;
import io.keepwatch.backup.RestoreRequest.Mode;
import io.keepwatch.ui.element.DataCard;
import io.keepwatch.ui.element.Glyph;
import io.keepwatch.ui.format.Format;
import io.keepwatch.ui.format.TimeFormat;
import io.keepwatch.ui.page.PageContext;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.stream.Collectors;

/// What the restored data lacks: everything written between the point and now. "Lost" is said of nothing that stays somewhere.
final class LossCard {

    private final PageContext page;
    private final Div bar = new Div();
    private final Span from = new Span();
    private final Span gap = new Span();
    private final Span to = new Span();
    private final Paragraph writes = new Paragraph();
    private final Paragraph fate = new Paragraph();
    private final DataCard card;

    LossCard(PageContext page) {
        this.page = page;
        bar.addClassName("kw-loss");
        bar.getElement().setAttribute("aria-hidden", "true");
        var kept = new Span("kept");
        kept.addClassName("kw-loss-kept");
        gap.addClassName("kw-loss-gap");
        var point = new Span(Glyph.POINT_VERIFIED.decorative());
        point.addClassName("kw-loss-point");
        bar.add(kept, point, gap);
        from.addClassName("kw-keep");
        to.addClassName("kw-t2");
        var ends = new Div(from, to);
        ends.addClassName("kw-loss-ends");
        writes.addClassName("kw-strong");
        fate.addClassName("kw-t2");
        card = new DataCard(page, "What you lose").with(bar, ends, writes, fate);
        card.addClassName("kw-loss-card");
    }

    DataCard card() {
        return card;
    }

    void show(Backup point, Mode mode, LostWrites.Writes seen) {
        Instant now = page.now();
        var times = new TimeFormat(page.zone());
        String length = Format.age(Duration.between(point.startedAt(), now));
        card.setTitle(mode == Mode.CLONE ? "Nothing is lost" : "What you lose");
        card.describe(mode == Mode.CLONE ? "the running database is not touched" : length + " of changes");
        gap.setText("not in this point: " + length);
        from.setText(times.seconds(point.startedAt()));
        to.setText("now " + times.seconds(now));
        writes.setText(words(seen, point.database().namespace()));
        fate.setText(mode == Mode.CLONE
                ? "The clone lacks the changes of these " + length + "; the running database keeps them."
                : "They are set aside, not lost: they stay in the old database, which is kept for the undo. When it is removed they are lost.");
        card.content();
    }

    private static String words(LostWrites.Writes seen, String database) {
        if (!seen.seesDatabase()) {
            return "No service's traces show " + database + ": the loss is known in minutes only.";
        }
        if (seen.total() == 0) {
            return "No write to " + database + " is seen in the traces since then.";
        }
        return "At least " + Format.count(seen.total()) + (seen.total() == 1 ? " write" : " writes") + " since then, as the traces of services show: "
                + seen.statements().entrySet().stream().map(entry -> Format.count(entry.getValue()) + " " + entry.getKey().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(", ")) + ".";
    }
}
