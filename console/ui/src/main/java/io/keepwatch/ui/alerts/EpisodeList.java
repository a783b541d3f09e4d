package io.keepwatch.ui.alerts;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import io.keepwatch.alerting.AlertEpisode;
import io.keepwatch.alerting.AlertHistory;
import io.keepwatch.ui.element.Glyph;
import io.keepwatch.ui.format.Format;
import io.keepwatch.ui.format.TimeFormat;
import io.keepwatch.ui.page.PageContext;
import io.keepwatch.ui.page.TimeSelection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// The times an alert fired before.
final class EpisodeList extends Div {

    private static final Duration PAST = Duration.ofDays(30);
    private static final int MOST = 20;

    private final PageContext page;
    private final AlertHistory history;
    private Object shown = "";

    EpisodeList(PageContext page, AlertHistory history) {
        this.page = page;
        this.history = history;
        addClassName("kw-alert-facts");
    }

    List<AlertEpisode> read(AlertItem alert) {
        return history.episodes(new AlertHistory.Scope(page.now().minus(PAST), page.now().plusSeconds(60), null, alert.id(), MOST));
    }

    void show(List<AlertEpisode> before) {
        Object now = List.of(before, page.zone());
        if (now.equals(shown)) {
            return;
        }
        shown = now;
        var times = new TimeFormat(page.zone());
        removeAll();
        add(new H3("History"));
        var words = new Span(before.isEmpty() ? "It did not fire in the last 30 d." : "Fired " + (before.size() == MOST ? "at least " : "")
                + (before.size() == 1 ? "once" : Format.count(before.size(), "time")) + " in 30 d");
        words.addClassNames("kw-t3", "kw-small");
        add(words);
        for (AlertEpisode episode : before) {
            Instant until = episode.until();
            var length = new Span(until == null ? "still fires" : "for " + Format.age(Duration.between(episode.firedAt(), until)));
            length.addClassNames("kw-t2", "kw-push");
            var row = new NativeButton("", event -> look(episode));
            row.add((until == null ? Severity.of(episode.last().labels()).glyph() : Glyph.GOOD).decorative(), new Span(times.near(episode.firedAt(), page.now())), length);
            row.addClassName("kw-run-row");
            row.setTitle("Show the time around it");
            add(row);
        }
    }

    private void look(AlertEpisode episode) {
        Instant until = episode.until() == null ? page.now() : episode.until();
        Duration margin = Duration.between(episode.firedAt(), until).plus(Duration.ofMinutes(15));
        page.select(TimeSelection.between(episode.firedAt().minus(margin), until.plus(margin)));
    }
}
