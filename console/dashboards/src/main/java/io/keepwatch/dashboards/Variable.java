package io.keepwatch.dashboards;

import java.util.List;

/// What a person can choose above the panels; stands in queries as `$name`.
public sealed interface Variable {

    String name();

    /// What it is called above the panels.
    String title();

    /// Several of its values at once stand in a query as `(a|b)`, so the matcher must be `=~`.
    default boolean multi() {
        return false;
    }

    default boolean all() {
        return false;
    }

    /// The values that a label has on series.
    ///
    /// @param selector a PromQL selector, which may name variables above this one
    /// @param regex    keeps the values that match it as a whole; a group is what remains of them; empty for all
    record LabelValues(String name, String title, String label, String selector, String regex, boolean multi, boolean all) implements Variable {}

    /// Values that stand in the file.
    record Options(String name, String title, List<String> options, boolean multi, boolean all) implements Variable {}

    /// A length of time, chosen or fitting the range.
    ///
    /// @param lengths as Prometheus writes them; `auto` fits the range
    record Interval(String name, String title, List<String> lengths) implements Variable {
        public static final String AUTO = "auto";
    }
}
