package io.keepwatch.ui.promql;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.keepwatch.prometheus.Queries;
import io.keepwatch.telemetry.series.SeriesCatalog;
import io.keepwatch.ui.element.KeyHint;
import io.keepwatch.ui.element.KwIcon;
import io.keepwatch.ui.page.PageChange;
import io.keepwatch.ui.page.PageContext;
import io.keepwatch.ui.shell.NavOrder;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Asks PromQL: several queries side by side, drawn over the page's time or as values at its end, and what each of them cost.
@Route("promql")
@PageTitle("PromQL")
@Menu(title = "PromQL", icon = "chart", order = NavOrder.PROMQL)
@PermitAll
@StyleSheet("context://kw/kw-promql.css")
final class PromQlView extends Main {

    private final PageContext page;
    private final QueryLines lines;
    private final AnswerCards answers;
    private final TextField step = new TextField();
    private final NativeButton chart = new NativeButton("Chart", event -> shape(""));
    private final NativeButton table = new NativeButton("Table", event -> shape(Asked.TABLE));
    private final Span notRun = new Span();
    private final Button more = new Button("Query", KwIcon.PLUS.create());

    PromQlView(PageContext page, Queries queries, SeriesCatalog catalog) {
        this.page = page;
        lines = new QueryLines(page, new Completions(catalog), this::tellWhatIsNotRun, this::run);
        answers = new AnswerCards(page, queries, catalog, lines::mark, this::ask);
        setId("content");
        addClassNames("kw-page", "kw-promql");
        add(lines, tools(), answers.card(), answers.explain());
        page.keys().bind(this, "/", "into query A", lines::focusFirst);
        page.keys().bind(this, "ctrl enter", "run the queries", this::run);
        page.keys().bind(this, "ctrl space", "what may come next", () -> { });
        page.keys().bind(this, "alt ↑", "earlier queries", () -> { });
        page.onChange(this, this::load);
    }

    private Div tools() {
        var run = new Button("Run", event -> run());
        run.addThemeVariants(ButtonVariant.PRIMARY);
        more.addClickListener(event -> {
            lines.append();
            more.setEnabled(!lines.full());
        });
        step.setPlaceholder("step");
        step.setAriaLabel("Step, e.g. 30s; empty for one that fits");
        step.setClearButtonVisible(true);
        step.addValueChangeListener(event -> {
            if (event.isFromClient()) {
                boolean usable = event.getValue().isBlank() || Asked.step(event.getValue()) != null;
                step.setInvalid(!usable);
                if (usable) {
                    page.set(Asked.STEP, event.getValue().strip());
                }
            }
        });
        var segment = new Div(chart, table);
        segment.addClassName("kw-seg");
        segment.getElement().setAttribute("role", "group").setAttribute("aria-label", "How it is shown");
        notRun.addClassName("kw-promql-not-run");
        notRun.getElement().setAttribute("role", "status");
        var hints = new Span(new KeyHint("run", "Ctrl", "Enter"), new KeyHint("complete", "Ctrl", "Space"), new KeyHint("earlier queries", "Alt", "↑"));
        hints.addClassNames("kw-row", "kw-push");
        var alert = new Button("Make an alert", KwIcon.BELL.create(14), event -> lines.texts().values().stream().filter(query -> !query.isEmpty()).findFirst()
                .ifPresent(query -> page.open(page.link("alerts/draft", Map.of("expr", query)))));
        alert.setTooltipText("tries the first query out as an alert");
        var tools = new Div(run, more, segment, step, notRun, alert, hints);
        tools.addClassNames("kw-row", "kw-promql-tools");
        return tools;
    }

    private void shape(String wanted) {
        page.set(Asked.SHAPE, wanted);
    }

    private void ask(String query) {
        lines.show(Map.of(Asked.letters().getFirst(), query));
        run();
    }

    /// Asks again also when the same stands in the fields.
    private void run() {
        lines.remember();
        Map<String, String> wanted = Asked.parameters(lines.texts());
        if (wanted.equals(Asked.parameters(Asked.of(page).queries()))) {
            load(PageChange.PARAMETERS);
        } else {
            page.set(wanted);
        }
    }

    /// The answer below is that of the queries that ran; what was typed since then is not lost, and not answered yet.
    private void tellWhatIsNotRun() {
        Map<String, String> ran = Asked.of(page).queries();
        List<String> changed = lines.texts().entrySet().stream().filter(line -> !line.getValue().equals(ran.getOrDefault(line.getKey(), "")))
                .map(line -> line.getKey().toUpperCase(Locale.ROOT)).toList();
        notRun.setText(changed.isEmpty() ? "" : String.join(", ", changed) + " changed and not run yet");
    }

    private void load(PageChange why) {
        Asked asked = Asked.of(page);
        if (why == PageChange.NAVIGATED) {
            lines.show(asked.queries());
        }
        if (!why.quiet()) {
            step.setValue(asked.step());
            more.setEnabled(!lines.full());
            tellWhatIsNotRun();
        }
        chart.getElement().setAttribute("aria-pressed", String.valueOf(!asked.table()));
        table.getElement().setAttribute("aria-pressed", String.valueOf(asked.table()));
        answers.load(why, asked);
    }
}
