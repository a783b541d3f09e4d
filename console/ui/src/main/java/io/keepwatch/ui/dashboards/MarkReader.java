package io.keepwatch.ui.dashboards;

import io.keepwatch.dashboards.Dashboard;
import io.keepwatch.dashboards.Dashboard.Annotation;
import io.keepwatch.dashboards.Legend;
import io.keepwatch.promql.QueryResult;
import io.keepwatch.ui.chart.ChartEvent;
import io.keepwatch.ui.element.Glyph;
import io.keepwatch.ui.services.health.Change;
import io.keepwatch.ui.services.health.ChangeReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What happened, to be marked on every chart of a dashboard: versions that appeared, and its annotations.
final class MarkReader {

    private static final Logger log = LoggerFactory.getLogger(MarkReader.class);
    private static final int MOST = 200;

    private final ChangeReader changes;
    private final Function<List<Change>, List<ChartEvent>> asEvents;

    MarkReader(ChangeReader changes, Function<List<Change>, List<ChartEvent>> asEvents) {
        this.changes = changes;
        this.asEvents = asEvents;
    }

    /// @param problems what could not be read, one sentence each; the charts are right without it
    record Marks(List<ChartEvent> events, List<String> problems) {}

    Marks read(Dashboard dashboard, QueryRound round) throws InterruptedException {
        var events = new ArrayList<ChartEvent>();
        var problems = new ArrayList<String>();
        if (dashboard.changes()) {
            try {
                events.addAll(asEvents.apply(changes.changes(round.range())));
            } catch (RuntimeException e) {
                log.debug("Cannot read the versions of services", e);
                problems.add("Versions of services cannot be read now.");
            }
        }
        for (Annotation annotation : dashboard.annotations()) {
            try {
                events.addAll(of(annotation, round.overTime(annotation.query()).answer().result()));
            } catch (InterruptedException e) {
                throw e;
            } catch (Exception e) {
                problems.add("The annotation " + annotation.name() + " cannot be read: " + e.getMessage() + ".");
            }
        }
        return new Marks(events.size() <= MOST ? events : List.copyOf(events.subList(events.size() - MOST, events.size())), problems);
    }

    /// Each time the value becomes something other than 0.
    private static List<ChartEvent> of(Annotation annotation, QueryResult result) {
        var events = new ArrayList<ChartEvent>();
        if (!(result instanceof QueryResult.Matrix matrix)) {
            return events;
        }
        for (var series : matrix.series()) {
            String words = Legend.of(annotation.text(), series.labels().toMap(), annotation.name());
            boolean before = false;
            for (int i = 0; i < series.times().length; i++) {
                boolean now = series.values()[i] != 0 && !Double.isNaN(series.values()[i]);
                if (now && !before) {
                    events.add(new ChartEvent(Instant.ofEpochMilli(series.times()[i]), Glyph.COMMIT, annotation.name() + ": " + words, ""));
                }
                before = now;
            }
        }
        return events;
    }
}
