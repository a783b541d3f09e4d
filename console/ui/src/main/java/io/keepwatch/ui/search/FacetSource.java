package io.keepwatch.ui.search;

import io.keepwatch.telemetry.Facet;
import io.keepwatch.telemetry.SearchQuery;
import io.keepwatch.telemetry.TimeRange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Counts the values of fields under a search: the `facets` method of a reader.
@FunctionalInterface
public interface FacetSource {

    List<Facet> facets(TimeRange range, SearchQuery query, List<String> fields, int valuesPerField);

    /// Facets in the order of `fields`. A field that the search speaks of is counted as if it did not, so that its other
    /// values stay in sight and can be chosen instead.
    default List<Facet> facetsForChoosing(TimeRange range, SearchQuery query, List<String> fields, int valuesPerField) {
        List<String> free = fields.stream().filter(field -> !QueryEdit.mentions(query, field)).toList();
        Map<String, Facet> found = new HashMap<>();
        if (!free.isEmpty()) {
            facets(range, query, free, valuesPerField).forEach(facet -> found.put(facet.field(), facet));
        }
        for (String field : fields) {
            if (!free.contains(field)) {
                facets(range, QueryEdit.withoutField(query, field), List.of(field), valuesPerField)
                        .forEach(facet -> found.put(facet.field(), facet));
            }
        }
        List<Facet> ordered = new ArrayList<>(found.values().stream().filter(facet -> !facet.values().isEmpty()).toList());
        ordered.sort(Comparator.comparingInt(facet -> fields.indexOf(facet.field())));
        return ordered;
    }
}
