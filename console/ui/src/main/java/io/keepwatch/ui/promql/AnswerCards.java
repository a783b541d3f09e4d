package io.keepwatch.ui.promql;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.server.streams.DownloadHandler;
import io.keepwatch.prometheus.Queries;
import io.keepwatch.promql.PromQlSyntaxException;
import io.keepwatch.telemetry.TimeRange;
import io.keepwatch.telemetry.series.SeriesCatalog;
import io.keepwatch.ui.chart.Chart;
import io.keepwatch.ui.chart.ChartData;
import io.keepwatch.ui.chart.SeriesTable;
import io.keepwatch.ui.chart.Unit;
import io.keepwatch.ui.element.CopyButton;
import io.keepwatch.ui.element.DataCard;
import io.keepwatch.ui.element.EmptyState;
import io.keepwatch.ui.element.KwIcon;
import io.keepwatch.ui.format.Format;
import io.keepwatch.ui.page.PageChange;
import io.keepwatch.ui.page.PageContext;
import io.keepwatch.ui.page.TimeSelection;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// The answers, drawn or as a table, and below them what they cost.
final class AnswerCards {

    private final PageContext page;
    private final Queries queries;
    private final NothingFound nothingFound;
    private final Consumer<List<Answer>> marks;
    private final Consumer<String> ask;
    private final Chart chart;
    private final SeriesTable legend;
    private final Div exports = new Div();
    private final ValueTable table = new ValueTable();
    private final Div notes = new Div();
    private final DataCard card;
    private final ExplainTable explained = new ExplainTable();
    private final DataCard explain;
    /// read by downloads without the session's lock
    private volatile List<Answer> shown = List.of();

    /// @param marks shows what is wrong with a query where it stands
    /// @param ask   takes an example
    AnswerCards(PageContext page, Queries queries, SeriesCatalog catalog, Consumer<List<Answer>> marks, Consumer<String> ask) {
        this.page = page;
        this.queries = queries;
        this.nothingFound = new NothingFound(catalog);
        this.marks = marks;
        this.ask = ask;
        chart = new Chart(page, "PromQL", Unit.NONE);
        legend = new SeriesTable(chart);
        notes.addClassNames("kw-promql-notes", "kw-t2");
        var csv = new Anchor(csv(), "CSV");
        csv.addClassName("kw-small-button");
        csv.setTitle("All series, also those that are not drawn, as a file for a spreadsheet");
        exports.add(csv, CopyButton.from(csv(), "the answer as CSV"));
        exports.addClassName("kw-row");
        card = new DataCard(page, "Answer").with(notes, chart, legend, table).action(exports);
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
            shown = List.of();
            exports.setVisible(false);
            explain.setShown(false);
            card.empty(new EmptyState(KwIcon.CHART, "Ask something", "Type a query above; Ctrl Space offers metrics, labels and functions. Or begin with",
                    Example.buttons(ask)));
            return;
        }
        TimeRange range = page.range();
        Duration step = asked.step(page);
        card.load(why, () -> {
            List<Answer> answers = asked.table() ? Answer.atEnd(queries, asked.queries(), range) : Answer.overTime(queries, asked.queries(), range, step);
            boolean nothing = answers.stream().allMatch(answer -> answer.series() == 0 && answer.problem() == null);
            return new Outcome(answers, nothing ? nothingFound.reason(answers) : "");
        }, outcome -> show(asked, outcome, range, step));
    }

    /// @param nothing why there is no series at all; empty when there is one, or a problem
    private record Outcome(List<Answer> answers, String nothing) {}

    private void show(Asked asked, Outcome outcome, TimeRange range, Duration step) {
        List<Answer> answers = outcome.answers();
        shown = answers;
        marks.accept(answers);
        explained.show(answers);
        explain.setShown(answers.stream().anyMatch(answer -> answer.run() != null));
        explain.content();
        notes.setText(answers.stream().flatMap(answer -> words(answer).stream()).collect(Collectors.joining("\n")));
        notes.setVisible(!notes.getText().isEmpty());
        chart.setVisible(!asked.table());
        legend.setVisible(!asked.table());
        table.setVisible(asked.table());
        boolean nothing = answers.stream().allMatch(answer -> answer.series() == 0);
        exports.setVisible(!nothing);
        if (nothing) {
            nothing(outcome, asked);
            return;
        }
        if (asked.table()) {
            describe(asked, answers, step, table.show(answers));
        } else {
            var drawn = DrawnSeries.of(answers, range, step);
            describe(asked, answers, step, drawn.note());
            legend.show("Series", Unit.NONE, "");
            chart.setData(ChartData.of(range, Answer.start(range, step), step, drawn.series()));
        }
    }

    /// What went wrong with a query that can be read, and what the user may want to know of one that was answered.
    private static List<String> words(Answer answer) {
        String letter = answer.name() + ": ";
        if (answer.problem() != null && !(answer.problem() instanceof PromQlSyntaxException)) {
            return List.of(letter + answer.advice());
        }
        return answer.run() != null && answer.series() == 0 ? List.of(letter + "no series in this time")
                : answer.notes().stream().map(note -> letter + note).toList();
    }

    private void nothing(Outcome outcome, Asked asked) {
        card.describe("");
        Answer refused = outcome.answers().stream().filter(answer -> answer.problem() != null).findFirst().orElse(null);
        if (refused == null) {
            card.empty(new EmptyState(KwIcon.CHART, "No series in this time", outcome.nothing(), wider()));
        } else if (refused.problem() instanceof PromQlSyntaxException) {
            card.empty(new EmptyState(KwIcon.CHART, "Query " + refused.name() + " cannot be read", "The place is marked above. Correct it, then run it again."));
        } else {
            card.refuse("Query " + refused.name() + " was not answered", refused.advice(), () -> load(PageChange.PARAMETERS, asked));
        }
    }

    private Component[] wider() {
        var day = TimeSelection.last(Duration.ofDays(1));
        return page.range().length().compareTo(Duration.ofDays(1)) >= 0 ? new Component[0]
                : new Component[] {new Button("Look at the last 24 h", event -> page.select(day))};
    }

    private DownloadHandler csv() {
        return event -> {
            event.setFileName("promql.csv");
            event.setContentType("text/csv;charset=utf-8");
            event.getOutputStream().write(AnswerCsv.of(shown).getBytes(StandardCharsets.UTF_8));
        };
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
