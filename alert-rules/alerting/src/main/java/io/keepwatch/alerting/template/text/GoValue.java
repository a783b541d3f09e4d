package io.keepwatch.alerting.template.text;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A value of Go that carries its type. Beside these, `Boolean`, `Long` (int), `Double`, `String` and null (nil) are values.
public sealed interface GoValue {

    GoType type();

    record ListValue(GoType type, List<? extends @Nullable Object> items) implements GoValue {}

    record MapValue(GoType type, SortedMap<String, ? extends @Nullable Object> entries) implements GoValue {}

    /// A pointer to a structure.
    ///
    /// @param fields in the order of their declaration
    record StructValue(GoType type, Map<String, @Nullable Object> fields) implements GoValue {}

    /// A value of a named type that says itself how it is printed: a duration, a month, an instant.
    ///
    /// @param base a Long, Double or String for what has such a kind, else whatever the type's methods work on
    record Named(GoType type, Object base, String text) implements GoValue {}

    static MapValue strings(Map<String, String> entries) {
        return new MapValue(GoType.STRING_MAP, new TreeMap<>(entries));
    }

    /// @param namesAndValues in turns
    static StructValue struct(GoType type, @Nullable Object... namesAndValues) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
        }
        return new StructValue(type, fields);
    }
}
