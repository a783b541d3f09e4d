package io.keepwatch.ui.promql;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.keepwatch.promql.PromQlSyntaxException;
import io.keepwatch.ui.element.KwIcon;
import io.keepwatch.ui.page.BackgroundRead;
import io.keepwatch.ui.page.PageContext;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The editors of the queries, one below the other, each with its letter.
final class QueryLines extends Div {

    private static final Logger LOG = LoggerFactory.getLogger(QueryLines.class);

    private final PageContext page;
    private final Completions completions;
    private final Runnable run;
    private final List<PromQlEditor> editors = new ArrayList<>();
    private @Nullable BackgroundRead completing;

    QueryLines(PageContext page, Completions completions, Runnable run) {
        this.page = page;
        this.completions = completions;
        this.run = run;
        addClassName("kw-promql-queries");
        getElement().setAttribute("role", "group").setAttribute("aria-label", "Queries");
    }

    /// Shows these; what is being typed stays when it is the same number of queries.
    void show(Collection<String> queries) {
        List<String> wanted = queries.isEmpty() ? List.of("") : List.copyOf(queries);
        while (editors.size() > wanted.size()) {
            remove(getComponentAt(editors.size() - 1));
            editors.removeLast();
        }
        for (int i = 0; i < wanted.size(); i++) {
            if (i == editors.size()) {
                append(wanted.get(i));
            } else if (!editors.get(i).value().equals(wanted.get(i))) {
                editors.get(i).setValue(wanted.get(i));
            }
        }
    }

    /// One more, empty.
    void append() {
        append("").getElement().callJsFunction("focus");
    }

    boolean full() {
        return editors.size() == Asked.MOST_QUERIES;
    }

    /// Without those that are empty.
    List<String> texts() {
        return editors.stream().map(editor -> editor.value().strip()).filter(text -> !text.isEmpty()).toList();
    }

    /// The first one last, so that it is recalled first.
    void remember() {
        editors.reversed().forEach(editor -> editor.getElement().callJsFunction("remember"));
    }

    /// Marks in each query what is wrong with it.
    void mark(List<Answer> answers) {
        editors.forEach(PromQlEditor::noError);
        for (int i = 0; i < Math.min(answers.size(), editors.size()); i++) {
            if (answers.get(i).problem() instanceof PromQlSyntaxException syntax) {
                editors.get(i).setError(syntax);
            }
        }
    }

    private PromQlEditor append(String query) {
        String letter = Asked.letters().get(editors.size()).toUpperCase(Locale.ROOT);
        var name = new Span(letter);
        name.addClassName("kw-promql-letter");
        var editor = new PromQlEditor("Query " + letter);
        editor.setValue(query);
        editor.onRun(run);
        editor.onComplete(asked -> complete(editor, asked));
        var remove = new Button(KwIcon.CLOSE.create(), event -> forget(editor));
        remove.addThemeVariants(ButtonVariant.TERTIARY);
        remove.setAriaLabel("Remove query " + letter);
        var line = new Div(name, editor, remove);
        line.addClassName("kw-promql-query");
        editors.add(editor);
        add(line);
        return editor;
    }

    private void forget(PromQlEditor editor) {
        List<String> others = editors.stream().filter(other -> other != editor).map(PromQlEditor::value).toList();
        show(others);
        run.run();
    }

    private void complete(PromQlEditor editor, PromQlEditor.CompleteEvent asked) {
        if (completing != null) {
            completing.cancel();
        }
        CompletionPlace place = asked.place();
        var range = page.range();
        completing = page.read(this, "completions", () -> completions.at(place, range), found -> editor.suggest(asked, place, found),
                // the field works without completions; the cards say what is wrong with the store
                problem -> LOG.debug("Cannot complete a query", problem));
    }
}
