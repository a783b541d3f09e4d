package io.keepwatch.ui.dashboards;

import io.keepwatch.dashboards.Dashboard;
import io.keepwatch.dashboards.Dashboard.Row;
import io.keepwatch.dashboards.Panel;
import io.keepwatch.promql.QueryResult;
import io.keepwatch.ui.chart.ChartEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/// One reading of a dashboard: what is chosen is found out first, and the panels that are seen ask after it.
final class Refresh {

    private final Shared<Frame> frame;
    private final Shared<MarkReader.Marks> marks;

    /// What a dashboard needs around its panels.
    ///
    /// @param rows those that have something to show
    record Frame(List<Choice> choices, QueryRound round, List<Row> rows) {}

    /// A panel's answer and what happened meanwhile.
    record Answered(PanelAnswer answer, List<ChartEvent> events) {}

    /// @param before what the variables offered a moment ago and still do; null to look again
    Refresh(Dashboard dashboard, Map<String, String> parameters, QueryRound round, ChoiceReader choices, @Nullable List<Choice> before,
            MarkReader marks) {
        frame = Shared.ask(() -> {
            var chosen = choices.read(dashboard, parameters, round, before);
            return new Frame(chosen.all(), chosen.round(), rows(dashboard, chosen.round()));
        });
        this.marks = Shared.ask(() -> marks.read(dashboard, frame.await().round()));
    }

    Frame frame() throws Exception {
        return frame.await();
    }

    MarkReader.Marks marks() throws Exception {
        return marks.await();
    }

    Callable<Answered> question(Panel panel) {
        return () -> {
            PanelAnswer answer = PanelAnswer.ask(panel, frame.await().round());
            return new Answered(answer, panel.kind() == Panel.Kind.TIME_SERIES ? marks.await().events() : List.of());
        };
    }

    private static List<Row> rows(Dashboard dashboard, QueryRound round) throws Exception {
        var shown = new ArrayList<Row>();
        for (Row row : dashboard.rows()) {
            if (row.onlyWhen().isEmpty() || something(round.atEnd(row.onlyWhen()).answer().result())) {
                shown.add(row);
            }
        }
        return List.copyOf(shown);
    }

    private static boolean something(QueryResult result) {
        return !(result instanceof QueryResult.Vector vector) || !vector.samples().isEmpty();
    }
}
