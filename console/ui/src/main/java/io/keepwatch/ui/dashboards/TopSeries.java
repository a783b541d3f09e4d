package io.keepwatch.ui.dashboards;

import io.keepwatch.ui.dashboards.PanelAnswer.Series;
import io.keepwatch.ui.format.Format;
import java.util.Comparator;
import java.util.List;

/// At most so many series as a person can tell apart: the greatest on average, in the order of the queries.
///
/// @param note which ones are left out, in words; empty when none is
record TopSeries(List<Series> series, String note) {

    static TopSeries of(List<Series> all, int most) {
        if (all.size() <= most) {
            return new TopSeries(all, "");
        }
        List<Series> greatest = all.stream()
                .sorted(Comparator.comparingDouble((Series one) -> Double.isNaN(one.mean()) ? Double.NEGATIVE_INFINITY : one.mean()).reversed())
                .limit(most).toList();
        return new TopSeries(all.stream().filter(greatest::contains).toList(), "the " + most + " greatest of " + Format.count(all.size()));
    }
}
