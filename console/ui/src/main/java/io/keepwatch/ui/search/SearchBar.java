package io.keepwatch.ui.search;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import io.keepwatch.telemetry.SearchQuery;
import io.keepwatch.telemetry.SearchSyntaxException;
import io.keepwatch.ui.page.BackgroundRead;
import io.keepwatch.ui.page.PageContext;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The search field with its Run button, bound to the parameter `q` of the page.
public final class SearchBar extends Div {

    public static final String PARAMETER = "q";
    private static final Logger LOG = LoggerFactory.getLogger(SearchBar.class);

    private final PageContext page;
    private final QueryField field;
    private final Completion completion;
    private SearchQuery query = SearchQuery.ALL;
    private boolean readable = true;
    private @Nullable BackgroundRead completing;
    private Function<String, Optional<String>> shortcut = text -> Optional.empty();

    public SearchBar(PageContext page, String label, String placeholder, Completion completion) {
        this.page = page;
        this.completion = completion;
        field = new QueryField(label, placeholder);
        field.onSubmit(this::run);
        field.onComplete(this::complete);
        var run = new Button("Run", event -> field.getElement()
                .executeJs("return this.value").then(String.class, this::run));
        run.addThemeVariants(ButtonVariant.PRIMARY);
        addClassName("kw-search-bar");
        getElement().setAttribute("role", "search");
        add(field, run);
    }

    /// A text that is no search but leads straight to a page, such as a pasted id.
    ///
    /// @param address the page's address, or empty for a search
    public SearchBar shortcut(Function<String, Optional<String>> address) {
        shortcut = address;
        return this;
    }

    /// Reads the query from the URL; false when it cannot be read, and then the field says why.
    public boolean readUrl() {
        String text = page.parameter(PARAMETER, "");
        if (!text.equals(field.value())) {
            field.setValue(text);
        }
        return parse(text);
    }

    /// The query as it was read last.
    public SearchQuery query() {
        return query;
    }

    /// Whether [#query] is what stands in the field.
    public boolean readable() {
        return readable;
    }

    /// Another query for the page: a step that Back undoes.
    public void run(SearchQuery changed) {
        run(changed.format());
    }

    private void run(String text) {
        Optional<String> elsewhere = shortcut.apply(text);
        if (elsewhere.isPresent()) {
            page.open(elsewhere.get());
            return;
        }
        field.setValue(text);
        if (parse(text)) {
            page.set(PARAMETER, text);
        }
    }

    private boolean parse(String text) {
        try {
            query = SearchQuery.parse(text);
            readable = true;
            field.setError(null);
        } catch (SearchSyntaxException e) {
            readable = false;
            field.setError(e);
        }
        return readable;
    }

    private void complete(QueryField.CompleteEvent asked) {
        if (completing != null) {
            completing.cancel();
        }
        CompletionPoint point = asked.point();
        var range = page.range();
        completing = page.read(this, "completions", () -> completion.at(point, range),
                suggestions -> field.suggest(asked, point, suggestions),
                // the field works without completions; the cards say what is wrong with the store
                problem -> LOG.debug("Cannot complete a search", problem));
    }
}
