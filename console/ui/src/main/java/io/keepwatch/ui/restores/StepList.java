package io.keepwatch.ui.restores;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import io.keepwatch.backup.Phase;
import io.keepwatch.backup.Run;
import io.keepwatch.backup.RunStep;
import io.keepwatch.ui.backups.RunWords;
import io.keepwatch.ui.format.Format;
import io.keepwatch.ui.page.PageContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The steps in words: what each does, has found, how fast it goes; and why the run failed.
final class StepList extends Div {

    private final PageContext page;
    private final OrderedList list = new OrderedList();
    private @Nullable Object shown;

    StepList(PageContext page) {
        this.page = page;
        list.addClassName("kw-checks");
        add(list);
    }

    void show(Run run) {
        Instant now = page.now();
        Object state = List.of(run.steps(), run.steps().stream().map(step -> figures(step, now)).toList());
        if (state.equals(shown)) {
            return;
        }
        shown = state;
        list.removeAll();
        run.steps().forEach(step -> list.add(row(run, step, now)));
    }

    private static ListItem row(Run run, RunStep step, Instant now) {
        var words = new Span(step.description());
        words.addClassNames("kw-check-name", step.phase() == Phase.PENDING ? "kw-t3" : "kw-t1");
        var figures = new Span(figures(step, now));
        figures.addClassName("kw-t2");
        var line = new Div(RunWords.glyph(step.phase()).create(), words, figures);
        line.addClassName("kw-check-line");
        var row = new ListItem(line);
        if (step.phase() == Phase.FAILED && run.problem() != null) {
            row.addClassName("crit");
            row.add(new Paragraph(run.problem().message()), new Paragraph(run.problem().hint()));
        } else if (step.detail() != null && !step.detail().isBlank()) {
            row.add(new Paragraph(step.detail()));
        }
        return row;
    }

    private static String figures(RunStep step, Instant now) {
        var facts = new ArrayList<String>();
        if (!RunWords.bytes(step).isEmpty()) {
            facts.add(RunWords.bytes(step));
        }
        RunWords.rate(step, now).ifPresent(rate -> facts.add(Format.bytes(Math.round(rate)) + "/s"));
        RunWords.left(step, now).ifPresent(left -> facts.add("about " + RunWords.length(left) + " left"));
        RunWords.took(step, now).ifPresent(took -> facts.add(RunWords.length(took)));
        return String.join(" · ", facts);
    }
}
