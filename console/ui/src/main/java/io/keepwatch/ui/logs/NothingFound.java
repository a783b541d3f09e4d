package io.keepwatch.ui.logs;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import io.keepwatch.telemetry.SearchQuery;
import io.keepwatch.ui.element.EmptyState;
import io.keepwatch.ui.element.KwIcon;
import io.keepwatch.ui.format.Format;
import io.keepwatch.ui.page.PageContext;
import io.keepwatch.ui.page.TimeSelection;
import io.keepwatch.ui.search.Loosening;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/// Why a search has no lines, and the way out.
final class NothingFound {

    private final PageContext page;
    private final Consumer<SearchQuery> onQuery;

    NothingFound(PageContext page, Consumer<SearchQuery> onQuery) {
        this.page = page;
        this.onQuery = onQuery;
    }

    /// @param loosening the term without which lines would match
    EmptyState with(SearchQuery query, Optional<Loosening> loosening) {
        Button longer = button("Last 6 h", () -> page.select(TimeSelection.last(Duration.ofHours(6))));
        return loosening
                .map(found -> new EmptyState(KwIcon.LOGS, "No lines match",
                        Format.count(found.matches()) + " match without " + found.text() + ".",
                        button("Remove it", () -> onQuery.accept(found.without())), longer))
                .orElseGet(() -> query.terms().isEmpty()
                        ? new EmptyState(KwIcon.LOGS, "No lines in this time", "No service sent logs then.", longer)
                        : new EmptyState(KwIcon.LOGS, "No lines match", "More than one term keeps them away, or the time does.",
                                button("Clear the search", () -> onQuery.accept(SearchQuery.ALL)), longer));
    }

    /// The search in the URL cannot be read, and there is nothing to keep showing.
    EmptyState unreadable() {
        return new EmptyState(KwIcon.SEARCH, "The search cannot be read", "The field above says where and why.",
                button("Clear the search", () -> onQuery.accept(SearchQuery.ALL)));
    }

    static Button button(String text, Runnable action) {
        var button = new Button(text, event -> action.run());
        button.addThemeVariants(ButtonVariant.SMALL);
        return button;
    }
}
