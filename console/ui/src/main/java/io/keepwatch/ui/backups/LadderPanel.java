package io.keepwatch.ui.backups;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.keepwatch.backup.Backup;
import io.keepwatch.backup.PlanStatus;
import io.keepwatch.ui.element.Glyph;
import io.keepwatch.ui.format.Format;
import io.keepwatch.ui.format.TimeFormat;
import io.keepwatch.ui.page.PageContext;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Draws the [Ladder]: each diamond leads to its point.
final class LadderPanel extends Div {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);
    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MMM yyyy", Locale.ENGLISH);
    private static final int TIMES = 5;

    private final PageContext page;
    private @Nullable Object shown;

    LadderPanel(PageContext page) {
        this.page = page;
        addClassName("kw-ladder");
        getElement().setAttribute("role", "group").setAttribute("aria-label", "Retention ladder");
    }

    static Component legend() {
        var legend = new Div(entry(Glyph.POINT_VERIFIED, "read to its end or restored"), entry(Glyph.POINT_UNVERIFIED, "checksum only"),
                entry(Glyph.POINT_UNSAFE, "unsafe"));
        legend.addClassName("kw-legend");
        return legend;
    }

    private static Span entry(Glyph glyph, String words) {
        return new Span(glyph.decorative(), new Span(words));
    }

    void show(PlanStatus plan, Ladder ladder) {
        Object now = List.of(plan.name(), plan.retention(), page.zone(), ladder.recent(), ladder.all().toList());
        if (now.equals(shown)) {
            return; // the focus stays on its diamond
        }
        shown = now;
        removeAll();
        var kept = plan.retention();
        add(row("Last " + Format.age(kept.keepAll()), CronWords.of(plan.schedule()), axis(ladder)));
        row("Daily", kept.daily(), ladder.daily(), point -> DAY.format(point.startedAt().atZone(zone())));
        row("Weekly", kept.weekly(), ladder.weekly(), point -> DAY.format(point.startedAt().atZone(zone())));
        row("Monthly", kept.monthly(), ladder.monthly(), point -> MONTH.format(point.startedAt().atZone(zone())));
    }

    private ZoneId zone() {
        return page.zone();
    }

    private Component axis(Ladder ladder) {
        var track = new Div();
        track.addClassName("kw-ladder-axis");
        for (Ladder.Rung rung : ladder.recent()) {
            Anchor diamond = diamond(rung.point(), rung.points());
            diamond.getStyle().set("left", 100.0 * rung.slot() / Ladder.SLOTS + "%");
            track.add(diamond);
        }
        if (ladder.recent().isEmpty()) {
            track.add(none("no point in the last day"));
        }
        long length = ladder.end().toEpochMilli() - ladder.start().toEpochMilli();
        var times = new TimeFormat(zone());
        for (int i = 0; i < TIMES; i++) {
            Instant at = ladder.start().plusMillis(length * i / (TIMES - 1));
            var label = new Span(i == TIMES - 1 ? "now" : times.minutes(at));
            label.addClassName("kw-ladder-time");
            label.getStyle().set("left", 100.0 * i / (TIMES - 1) + "%");
            track.add(label);
        }
        return track;
    }

    private void row(String name, int kept, List<Backup> points, Function<Backup, String> label) {
        var track = new Div();
        track.addClassName("kw-ladder-rungs");
        points.stream().limit(Math.max(kept, 0)).forEach(point -> {
            Anchor link = diamond(point, 1);
            String seen = label.apply(point);
            link.add(new Span(seen));
            link.getElement().setAttribute("aria-label", seen + ": " + link.getTitle().orElseThrow());
            track.add(link);
        });
        if (points.isEmpty()) {
            track.add(none(kept == 0 ? "none is kept" : "none yet"));
        }
        add(row(name + ", " + kept, "", track));
    }

    private static Component row(String name, String detail, Component track) {
        var title = new Span(name);
        title.addClassName("kw-strong");
        var words = new Span(detail);
        words.addClassName("kw-t3");
        var row = new Div(title, words, track);
        row.addClassName("kw-ladder-row");
        return row;
    }

    private static Span none(String words) {
        var none = new Span(words);
        none.addClassName("kw-t3");
        return none;
    }

    private Anchor diamond(Backup point, int points) {
        PointState state = PointState.of(point);
        String words = new TimeFormat(zone()).full(point.startedAt()) + ", " + state.words() + ", " + Format.bytes(point.bytes())
                + (points > 1 ? ", one of " + points : "");
        var link = new Anchor(Where.point(page, point.id()), state.glyph().decorative());
        link.addClassName("kw-diamond");
        link.setTitle(words);
        link.getElement().setAttribute("aria-label", words);
        return link;
    }
}
