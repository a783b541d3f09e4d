package io.keepwatch.ui.promql;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.keepwatch.ui.element.KwIcon;
import io.keepwatch.ui.page.BackgroundRead;
import io.keepwatch.ui.page.PageContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The editors of the queries, one below the other, each with its letter.
final class QueryLines extends Div {

    private static final Logger LOG = LoggerFactory.getLogger(QueryLines.class);

    private final PageContext page;
    private final Completions completions;
    private final Runnable typed;
    private final Runnable run;
    private final List<PromQlEditor> editors = new ArrayList<>();
    private @Nullable BackgroundRead completing;

    /// @param typed called after each change of a text
    /// @param run   asks what stands in the fields
    QueryLines(PageContext page, Completions completions, Runnable typed, Runnable run) {
        this.page = page;
        this.completions = completions;
        this.typed = typed;
        this.run = run;
        addClassName("kw-promql-queries");
        getElement().setAttribute("role", "group").setAttribute("aria-label", "Queries");
    }

    /// Shows the queries of an address. What was typed and not run is replaced: call it only when the address is another one.
    ///
    /// @param queries by their letters
    void show(Map<String, String> queries) {
        List<String> letters = Asked.letters();
        int wanted = 1 + queries.keySet().stream().mapToInt(letters::indexOf).max().orElse(0);
        while (editors.size() > wanted) {
            remove(getComponentAt(editors.size() - 1));
            editors.removeLast();
        }
        for (int i = 0; i < wanted; i++) {
            String query = queries.getOrDefault(letters.get(i), "");
            if (i == editors.size()) {
                append(query);
            } else if (!editors.get(i).value().equals(query)) {
                editors.get(i).setValue(query);
            }
        }
    }

    /// One more, empty.
    void append() {
        append("").getElement().callJsFunction("focus");
    }

    void focusFirst() {
        editors.getFirst().getElement().callJsFunction("focus");
    }

    boolean full() {
        return editors.size() == Asked.MOST_QUERIES;
    }

    /// By their letters, also those that are empty.
    Map<String, String> texts() {
        var texts = new LinkedHashMap<String, String>();
        for (int i = 0; i < editors.size(); i++) {
            texts.put(Asked.letters().get(i), editors.get(i).value().strip());
        }
        return texts;
    }

    /// The first one last, so that it is recalled first.
    void remember() {
        editors.reversed().forEach(editor -> editor.getElement().callJsFunction("remember"));
    }

    /// Marks in each query what is wrong with it; not in one that was changed meanwhile.
    void mark(List<Answer> answers) {
        for (Answer answer : answers) {
            int at = Asked.letters().indexOf(answer.letter());
            if (at < editors.size() && editors.get(at).value().strip().equals(answer.query())) {
                editors.get(at).check(true);
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
        editor.onTyped(typed);
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
        var queries = new LinkedHashMap<String, String>();
        others.forEach(query -> queries.put(Asked.letters().get(queries.size()), query));
        show(queries);
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
