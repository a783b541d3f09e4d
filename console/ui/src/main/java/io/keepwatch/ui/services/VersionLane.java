package io.keepwatch.ui.services;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.keepwatch.telemetry.SearchQuery.FieldTerm;
import io.keepwatch.telemetry.TimeRange;
import io.keepwatch.ui.element.Glyph;
import io.keepwatch.ui.format.TimeFormat;
import io.keepwatch.ui.page.PageContext;
import io.keepwatch.ui.services.health.Change;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The versions that appeared, on the time axis that the charts above share.
final class VersionLane extends Div {

    private static final double LABEL_FITS = 0.82;

    private final PageContext page;
    private final Div place = new Div();
    private final Span none = new Span();

    VersionLane(PageContext page) {
        this.page = page;
        addClassNames("kw-card", "kw-versions");
        getElement().setAttribute("role", "region").setAttribute("aria-label", "Versions");
        var line = new Div();
        line.addClassName("kw-lane-line");
        place.addClassName("kw-lane-place");
        none.addClassName("kw-lane-label");
        none.getStyle().set("left", "0");
        var lane = new Div(new Span("Versions"), line, place);
        lane.addClassName("kw-lane");
        add(lane);
    }

    void show(List<Change> changes, TimeRange range) {
        place.removeAll();
        var times = new TimeFormat(page.zone());
        for (Change change : changes) {
            double share = (double) Duration.between(range.from(), change.at()).toMillis() / range.length().toMillis();
            var event = new Anchor(page.link("traces", Map.of("q", ServiceLinks.of(change.service())
                    .with(new FieldTerm("service.version", change.version())).format())), Glyph.DEPLOY.decorative());
            event.addClassName("kw-lane-event");
            event.getStyle().set("left", percent(share));
            String words = times.full(change.at()) + ": " + change.words();
            event.getElement().setAttribute("aria-label", words).setAttribute("title", words);
            var label = new Span(change.words());
            label.addClassName("kw-lane-label");
            if (share < LABEL_FITS) {
                label.getStyle().set("left", "calc(" + percent(share) + " + 12px)");
            } else {
                label.getStyle().set("right", "calc(" + percent(1 - share) + " + 12px)");
            }
            place.add(label, event);
        }
        if (changes.isEmpty()) {
            none.setText("no new version in this time");
            place.add(none);
        }
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.2f%%", 100 * Math.clamp(share, 0, 1));
    }
}
