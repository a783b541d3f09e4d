package io.keepwatch.ui.promql;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Span;
import io.keepwatch.prometheus.QueryRun;
import io.keepwatch.promql.EvaluatedStep;
import io.keepwatch.promql.Position;
import io.keepwatch.ui.format.Format;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/// What each query cost: what was read from ClickHouse, and what was calculated from it here, part by part.
final class ExplainTable extends Div {

    private static final int LONGEST = 140;

    ExplainTable() {
        addClassName("kw-promql-explain");
    }

    void show(List<Answer> answers) {
        removeAll();
        for (Answer answer : answers) {
            if (answer.run() != null) {
                add(summary(answer, answer.run()), reads(answer.run()), steps(answer, answer.run()));
            }
        }
    }

    private static Span summary(Answer answer, QueryRun run) {
        Duration read = run.read();
        var words = new Span("%s: waited %s for its turn, %s reading, %s calculating; %s read, %s held at most".formatted(
                answer.letter().toUpperCase(Locale.ROOT), time(run.queued()), time(read), time(run.executed().minus(read)),
                Format.count(run.answer().samplesRead(), "sample"), Format.count(run.answer().peakSamples(), "sample")));
        words.addClassName("kw-t2");
        return words;
    }

    private static NativeTable reads(QueryRun run) {
        var table = table("Read in ClickHouse, which applied the conditions on labels and time, or in memory", "Series", "In memory", "Samples", "Over", "Time");
        for (QueryRun.Read read : run.reads()) {
            table.add(row(0, read.selector(), Format.count(read.series()), Format.count(read.remembered()), Format.count(read.samples()),
                    Format.age(Duration.ofMillis(read.untilMillis() - read.afterMillis())), time(read.took())));
        }
        return table;
    }

    private static NativeTable steps(Answer answer, QueryRun run) {
        var table = table("Calculated in Keepwatch, with the parts below", "Series", "", "Values", "Alone", "Time");
        List<EvaluatedStep> steps = run.answer().steps();
        for (int i = 0; i < steps.size(); i++) {
            EvaluatedStep step = steps.get(i);
            table.add(row(step.depth(), text(answer.query(), step.position()), Format.count(step.series()), "", Format.count(step.values()),
                    time(alone(steps, i)), time(step.took())));
        }
        return table;
    }

    /// Without the parts right below it: these follow it, one deeper, until one comes that is not.
    static Duration alone(List<EvaluatedStep> steps, int at) {
        EvaluatedStep whole = steps.get(at);
        Duration parts = steps.stream().skip(at + 1).takeWhile(step -> step.depth() > whole.depth())
                .filter(step -> step.depth() == whole.depth() + 1).map(EvaluatedStep::took).reduce(Duration.ZERO, Duration::plus);
        Duration alone = whole.took().minus(parts);
        return alone.isNegative() ? Duration.ZERO : alone;
    }

    private static String text(String query, Position position) {
        int end = Math.min(query.length(), position.end());
        String text = query.substring(Math.clamp(position.start(), 0, end), end).replaceAll("\\s+", " ");
        return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
    }

    private static NativeTable table(String... titles) {
        var head = new NativeTableRow();
        for (String title : titles) {
            head.add(new NativeTableHeaderCell(title));
        }
        return new NativeTable(head);
    }

    private static NativeTableRow row(int depth, String text, String... figures) {
        var name = new Span(text);
        name.addClassNames("kw-mono", "kw-ellipsis");
        name.setTitle(text);
        var first = new NativeTableCell(name);
        first.getStyle().set("padding-inline-start", 8 + 14 * Math.min(depth, 12) + "px");
        var row = new NativeTableRow(first);
        for (String figure : figures) {
            row.add(new NativeTableCell(figure));
        }
        return row;
    }

    private static String time(Duration duration) {
        return Format.duration(duration.toNanos());
    }
}
