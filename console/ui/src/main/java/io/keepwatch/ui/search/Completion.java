package io.keepwatch.ui.search;

import io.keepwatch.telemetry.Facet;
import io.keepwatch.telemetry.FacetValue;
import io.keepwatch.telemetry.SearchQuery;
import io.keepwatch.telemetry.SearchQuery.FieldTerm;
import io.keepwatch.telemetry.SearchQuery.Operator;
import io.keepwatch.telemetry.TimeRange;
import io.keepwatch.ui.format.Format;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;

/// What may come next in a search: names of fields, or values of the field that is being typed, most frequent first.
///
/// @param ownFields the signal's own fields with what they mean
/// @param keys      reads attribute keys that occur
public record Completion(SequencedMap<String, String> ownFields, FieldSource keys, FacetSource values) {

    private static final int MOST_VALUES = 12;
    private static final int MOST_FIELDS = 24;
    private static final Map<String, List<String>> COMPARISONS = Map.of(
            "severity", List.of(">=warn", ">=error"),
            "duration", List.of(">100ms", ">500ms", ">1s", ">5s"),
            "http.response.status_code", List.of(">=400", ">=500"));

    /// Attribute keys of a search, most frequent first.
    @FunctionalInterface
    public interface FieldSource {
        List<String> fields(TimeRange range, SearchQuery query, int limit);
    }

    List<Suggestion> at(CompletionPoint point, TimeRange range) {
        return point.typesField() ? fields(point, range) : values(point, range);
    }

    private List<Suggestion> fields(CompletionPoint point, TimeRange range) {
        String typed = point.typed().toLowerCase(Locale.ROOT);
        List<Suggestion> found = new ArrayList<>();
        ownFields.forEach((name, meaning) -> {
            if (name.startsWith(typed)) {
                found.add(new Suggestion(name + ":", name, meaning));
            }
        });
        for (String key : keys.fields(range, point.rest(), 200)) {
            if (found.size() < MOST_FIELDS && !ownFields.containsKey(key) && key.toLowerCase(Locale.ROOT).contains(typed)) {
                found.add(new Suggestion(name(key) + ":", key, "attribute"));
            }
        }
        return found;
    }

    private List<Suggestion> values(CompletionPoint point, TimeRange range) {
        String field = point.field();
        String typed = point.typed();
        List<Suggestion> found = new ArrayList<>();
        for (String comparison : COMPARISONS.getOrDefault(field, List.of())) {
            if (comparison.substring(comparison.startsWith(">=") ? 2 : 1).startsWith(typed)) {
                found.add(new Suggestion(field + ":" + comparison, comparison, ""));
            }
        }
        if (field.equals("duration")) {
            return found;
        }
        // the typed part narrows in the store, so that rare values are found too
        SearchQuery narrowed = typed.isEmpty() ? point.rest()
                : point.rest().with(new FieldTerm(field, Operator.LIKE, "*" + escaped(typed) + "*", false));
        for (Facet facet : values.facets(range, narrowed, List.of(field), MOST_VALUES)) {
            for (FacetValue value : facet.values()) {
                if (!value.value().isEmpty()) {
                    found.add(new Suggestion(term(field, value.value()), value.value(), Format.count(value.count())));
                }
            }
        }
        return found;
    }

    private static String escaped(String typed) {
        return typed.replace("\\", "\\\\").replace("*", "\\*");
    }

    private static String term(String field, String value) {
        return new SearchQuery(List.of(new FieldTerm(field, value))).format();
    }

    private static String name(String key) {
        String any = new SearchQuery(List.of(new FieldTerm(key, Operator.EXISTS, "", false))).format();
        return any.substring(0, any.length() - 2);
    }
}
