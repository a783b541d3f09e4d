package io.keepwatch.ui.search;

import io.keepwatch.telemetry.SearchQuery;
import io.keepwatch.telemetry.SearchQuery.Term;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/// The one term of an empty search that keeps the most away.
///
/// @param matches how many records match without it
public record Loosening(Term term, SearchQuery without, long matches) {

    /// each try is a query of its own
    private static final int MOST_TRIES = 6;

    /// Empty when no single term is to blame.
    public static Optional<Loosening> of(SearchQuery query, ToLongFunction<SearchQuery> count) {
        @Nullable Loosening best = null;
        // the last term is the likeliest: it was added last
        for (Term term : query.terms().reversed().stream().limit(MOST_TRIES).toList()) {
            SearchQuery without = query.without(term);
            long matches = count.applyAsLong(without);
            if (matches > 0 && (best == null || matches > best.matches)) {
                best = new Loosening(term, without, matches);
            }
        }
        return Optional.ofNullable(best);
    }

    /// The term as it is written.
    public String text() {
        return new SearchQuery(List.of(term)).format();
    }
}
