package io.keepwatch.ui.dashboards;

import io.keepwatch.ui.dashboards.PanelAnswer.Series;
import io.keepwatch.ui.format.Csv;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// What a panel shows, for a spreadsheet: a row for each time, or for each series of a panel that shows one moment.
final class PanelCsv {

    private PanelCsv() {}

    static String of(PanelAnswer answer, boolean overTime) {
        var lines = new ArrayList<List<String>>();
        if (overTime) {
            var head = new ArrayList<>(List.of("time"));
            answer.series().forEach(series -> head.add(series.name()));
            lines.add(head);
            Duration step = answer.round().step();
            for (int i = 0; i < answer.round().points(); i++) {
                var line = new ArrayList<>(List.of(answer.start().plus(step.multipliedBy(i)).toString()));
                for (Series series : answer.series()) {
                    line.add(i < series.values().length ? Csv.number(series.values()[i]) : "");
                }
                lines.add(line);
            }
        } else {
            atEnd(answer, lines);
        }
        return Csv.of(lines);
    }

    private static void atEnd(PanelAnswer answer, List<List<String>> lines) {
        var table = TableRows.of(answer, List.of());
        List<String> names = answer.series().stream().map(series -> series.query().name()).distinct().toList();
        var head = new ArrayList<>(table.labels());
        head.addAll(names);
        lines.add(head);
        for (TableRows.Row row : table.rows()) {
            var line = new ArrayList<String>();
            table.labels().forEach(label -> line.add(row.labels().getOrDefault(label, "")));
            names.forEach(name -> line.add(Csv.number(row.values().getOrDefault(name, Double.NaN))));
            lines.add(line);
        }
    }
}
