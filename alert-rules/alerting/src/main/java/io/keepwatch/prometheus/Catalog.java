package io.keepwatch.prometheus;

import io.keepwatch.promql.PromQlException;
import io.keepwatch.promql.PromQlException.Kind;
import io.keepwatch.promql.QueryLimits;
import io.keepwatch.telemetry.series.Labels;
import io.keepwatch.telemetry.series.LabelMatcher;
import io.keepwatch.telemetry.series.SeriesCatalog;
import io.keepwatch.telemetry.series.SeriesCatalog.MetricMetadata;
import io.keepwatch.telemetry.series.SeriesCatalog.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;

/// Reads which series, labels and metrics there are, a few callers at a time and never more than fits.
final class Catalog {

    /// What a series of a listing takes, in samples: about a kilobyte.
    private static final int SAMPLES_PER_SERIES = 64;
    private static final int SAMPLES_PER_TEXT = 8;

    private final SeriesCatalog catalog;
    private final Supplier<QueryLimits> limits;
    private final SampleBudget budget;
    private final QueryPool pool;

    Catalog(SeriesCatalog catalog, Supplier<QueryLimits> limits, SampleBudget budget, QueryPool pool) {
        this.catalog = catalog;
        this.limits = limits;
        this.budget = budget;
        this.pool = pool;
    }

    /// @param limit of the list's length; 0 for none but our own
    record Asked(List<List<LabelMatcher>> selectors, Instant from, Instant to, int limit, BooleanSupplier givenUp) {}

    /// A list, and whether it goes on.
    record Listing<T>(List<T> entries, boolean truncated) {}

    Held<Listing<Labels>> series(Asked asked) {
        return list(asked, SAMPLES_PER_SERIES, catalog::series);
    }

    Held<Listing<String>> labelNames(Asked asked) {
        return list(asked, SAMPLES_PER_TEXT, catalog::labelNames);
    }

    Held<Listing<String>> labelValues(String label, Asked asked) {
        return list(asked, SAMPLES_PER_TEXT, scope -> catalog.labelValues(label, scope));
    }

    Map<String, List<MetricMetadata>> metadata(BooleanSupplier givenUp) {
        return pool.run(limits.get().timeout(), givenUp, catalog::metadata);
    }

    private <T> Held<Listing<T>> list(Asked asked, int weight, Function<Scope, List<T>> read) {
        int most = limits.get().maxSeries();
        int limit = asked.limit() == 0 ? most : Math.min(asked.limit(), most);
        // one more tells whether there are more
        var scope = new Scope(asked.selectors(), asked.from().toEpochMilli(), asked.to().toEpochMilli(), limit + 1);
        List<T> found = pool.run(limits.get().timeout(), asked.givenUp(), () -> read.apply(scope));
        var share = budget.share();
        if (!share.hold((long) found.size() * weight)) {
            throw new PromQlException(Kind.UNAVAILABLE, "there is no memory for so long a list now; try again, or ask for less");
        }
        boolean truncated = found.size() > limit;
        return new Held<>(new Listing<>(truncated ? found.subList(0, limit) : found, truncated), share);
    }
}
