package io.keepwatch.ui.dashboards;

import io.keepwatch.ui.dashboards.PanelAnswer.Series;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/// The series of an answer as rows; a label that is the same in all of several rows is still shown, for it says what one sees.
record TableRows(List<String> labels, List<Row> rows) {

    /// @param values by the names of the queries
    record Row(Map<String, String> labels, Map<String, Double> values) {}

    static TableRows of(PanelAnswer answer, List<String> hidden) {
        var names = new TreeSet<String>();
        var byLabels = new LinkedHashMap<Map<String, String>, Map<String, Double>>();
        for (Series series : answer.series()) {
            var labels = new TreeMap<>(series.labels());
            labels.keySet().removeAll(hidden);
            labels.remove("__name__");
            names.addAll(labels.keySet());
            byLabels.computeIfAbsent(labels, _ -> new LinkedHashMap<>()).put(series.query().name(), series.last());
        }
        var rows = new ArrayList<Row>();
        byLabels.forEach((labels, values) -> rows.add(new Row(labels, values)));
        return new TableRows(List.copyOf(names), List.copyOf(rows));
    }
}
