package io.keepwatch.ui.promql;

import com.vaadin.flow.component.html.Div;
import io.keepwatch.prometheus.Queries;
import io.keepwatch.promql.PromQlSyntaxException;
import io.keepwatch.telemetry.TimeRange;
import io.keepwatch.ui.chart.Chart;
import io.keepwatch.ui.chart.ChartData;
import io.keepwatch.ui.chart.Unit;
import io.keepwatch.ui.element.DataCard;
import io.keepwatch.ui.element.EmptyState;
import io.keepwatch.ui.element.KwIcon;
import io.keepwatch.ui.format.Format;
import io.keepwatch.ui.page.PageChange;
import io.keepwatch.ui.page.PageContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// The answers, drawn or as a table, and below them what they cost.
final class AnswerCards {

    private final PageContext page;
    private final Queries queries;
    private final Consumer<List<Answer>> marks;
    private final Chart chart;
    private final ValueTable table = new ValueTable();
    private final Div notes = new Div();
    private final DataCard card;
    private final ExplainTable explained = new ExplainTable();
    private final DataCard explain;

    /// @param marks shows what is wrong with a query where it stands
    AnswerCards(PageContext page, Queries queries, Consumer<List<Answer>> marks) {
        this.page = page;
        this.queries = queries;
        this.marks = marks;
        chart = new Chart(page, "PromQL", Unit.NONE).legend();
        notes.addClassNames("kw-promql-notes", "kw-t2");
        card = new DataCard(page, "Answer").with(notes, chart, table);
        card.addClassName("kw-promql-answer");
        explain = new DataCard(page, "Explain").with(explained);
        explain.describe("what was read and calculated, and how long it took");
        explain.setShown(false);
    }

    DataCard card() {
        return card;
    }

    DataCard explain() {
        return explain;
    }

    void load(PageChange why, Asked asked) {
        if (asked.queries().isEmpty()) {
            card.describe("");
            explain.setShown(false);
            card.empty(new EmptyState(KwIcon.CHART, "Ask something", "Type a query above; Ctrl Space offers metrics, labels and functions."));
            return;
        }
        TimeRange range = page.range();
        Duration step = asked.step(page);
        card.load(why, () -> asked.table() ? Answer.atEnd(queries, asked.queries(), range)
                : Answer.overTime(queries, asked.queries(), range, step), answers -> show(asked, answers, range, step));
    }

    private void show(Asked asked, List<Answer> answers, TimeRange range, Duration step) {
        marks.accept(answers);
        explained.show(answers);
        explain.setShown(answers.stream().anyMatch(answer -> answer.run() != null));
        explain.content();
        notes.setText(answers.stream().flatMap(answer -> words(answer).stream()).collect(Collectors.joining("\n")));
        notes.setVisible(!notes.getText().isEmpty());
        chart.setVisible(!asked.table());
        table.setVisible(asked.table());
        if (answers.stream().allMatch(answer -> answer.series() == 0)) {
            nothing(answers);
            return;
        }
        var drawn = asked.table() ? new DrawnSeries(List.of(), "") : DrawnSeries.of(answers, range, step);
        describe(asked, answers, step, drawn.note());
        if (asked.table()) {
            table.show(answers);
        } else {
            chart.setData(ChartData.of(range, Answer.start(range, step), step, drawn.series()));
        }
    }

    /// What went wrong with a query that can be read, and what the user may want to know of one that was answered.
    private static List<String> words(Answer answer) {
        String letter = answer.letter().toUpperCase(Locale.ROOT) + ": ";
        if (answer.problem() != null && !(answer.problem() instanceof PromQlSyntaxException)) {
            return List.of(letter + answer.problem().getMessage());
        }
        return answer.notes().stream().map(note -> letter + note).toList();
    }

    private void nothing(List<Answer> answers) {
        card.describe("");
        var refused = answers.stream().filter(answer -> answer.problem() != null).findFirst();
        card.empty(refused.isPresent()
                ? new EmptyState(KwIcon.CHART, "The query cannot be answered", String.valueOf(refused.get().problem().getMessage()))
                : new EmptyState(KwIcon.CHART, "No series in this time", "Nothing that the query selects has a value then."));
    }

    private void describe(Asked asked, List<Answer> answers, Duration step, String note) {
        var words = new ArrayList<String>();
        words.add(Format.count(answers.stream().mapToInt(Answer::series).sum()) + " series");
        if (!note.isEmpty()) {
            words.add(note);
        }
        words.add(asked.table() ? "at the end of the time" : "step " + Format.age(step));
        words.add(Format.duration(answers.stream().filter(answer -> answer.run() != null).mapToLong(answer -> answer.run().executed().toNanos()).sum()));
        card.describe(String.join(", ", words));
    }
}
