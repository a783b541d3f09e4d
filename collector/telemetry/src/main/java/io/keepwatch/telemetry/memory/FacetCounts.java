package io.keepwatch.telemetry.memory;

import io.keepwatch.telemetry.Facet;
import io.keepwatch.telemetry.FacetValue;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Counts the values of one field.
final class FacetCounts {

    private FacetCounts() {}

    static <R> Facet of(String field, List<R> records, Function<R, @Nullable String> value, int limit) {
        var counts = records.stream().map(value).filter(Objects::nonNull).collect(Collectors.groupingBy(v -> v, Collectors.counting()));
        return new Facet(field, counts.entrySet().stream().map(e -> new FacetValue(e.getKey(), e.getValue()))
                .sorted(Comparator.comparingLong(FacetValue::count).reversed().thenComparing(FacetValue::value)).limit(limit).toList());
    }

    /// The keys that occur in most records.
    ///
    /// @param records the key sets of each
    static List<String> mostFrequent(Stream<List<Set<String>>> records, int limit) {
        Map<String, Long> counts = records.flatMap(sets -> sets.stream().flatMap(Set::stream).distinct())
                .collect(Collectors.groupingBy(key -> key, Collectors.counting()));
        return counts.entrySet().stream().sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .limit(limit).map(Map.Entry::getKey).toList();
    }
}
