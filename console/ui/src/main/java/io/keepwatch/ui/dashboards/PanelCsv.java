package io.keepwatch.ui.dashboards;

import io.keepwatch.ui.dashboards.PanelAnswer.Series;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

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
                    line.add(i < series.values().length ? number(series.values()[i]) : "");
                }
                lines.add(line);
            }
        } else {
            atEnd(answer, lines);
        }
        return lines.stream().map(line -> line.stream().map(PanelCsv::cell).collect(Collectors.joining(","))).collect(Collectors.joining("\r\n", "", "\r\n"));
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
            names.forEach(name -> line.add(number(row.values().getOrDefault(name, Double.NaN))));
            lines.add(line);
        }
    }

    private static String number(double value) {
        return Double.isNaN(value) ? "" : value == Math.rint(value) && Math.abs(value) < 1e15 ? String.valueOf((long) value) : String.valueOf(value);
    }

    /// A text that a spreadsheet would take for a formula starts with an apostrophe.
    private static String cell(String text) {
        String safe = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 && !text.matches("-?[\\d.E-]+|-Infinity") ? "'" + text : text;
        return safe.matches("(?s).*[\",\r\n].*") ? "\"" + safe.replace("\"", "\"\"") + "\"" : safe;
    }
}
