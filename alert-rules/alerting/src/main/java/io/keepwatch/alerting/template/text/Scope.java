package io.keepwatch.alerting.template.text;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The variables of one template, innermost last.
final class Scope {

    private final List<String> names = new ArrayList<>();
    private final List<@Nullable Object> values = new ArrayList<>();

    Scope(@Nullable Object data) {
        push("$", data);
    }

    void push(String name, @Nullable Object value) {
        names.add(name);
        values.add(value);
    }

    int mark() {
        return names.size();
    }

    void popTo(int mark) {
        names.subList(mark, names.size()).clear();
        values.subList(mark, values.size()).clear();
    }

    /// @param fromTop 1 for the last one
    void setTop(int fromTop, @Nullable Object value) {
        values.set(values.size() - fromTop, value);
    }

    /// Whether it was there to be set: the parser takes an assignment for a declaration, as Go's does.
    boolean set(String name, @Nullable Object value) {
        int index = names.lastIndexOf(name);
        if (index >= 0) {
            values.set(index, value);
        }
        return index >= 0;
    }

    @Nullable Object get(String name) {
        return values.get(names.lastIndexOf(name));
    }
}
