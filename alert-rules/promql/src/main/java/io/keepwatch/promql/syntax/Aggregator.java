package io.keepwatch.promql.syntax;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The aggregation operators.
public enum Aggregator {
    SUM, AVG, COUNT, MIN, MAX, GROUP, STDDEV, STDVAR, TOPK, BOTTOMK, COUNT_VALUES, QUANTILE, LIMITK, LIMIT_RATIO;

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public boolean experimental() {
        return this == LIMITK || this == LIMIT_RATIO;
    }

    /// The type of the parameter, or null when there is none.
    public @Nullable ValueType parameter() {
        return switch (this) {
            case TOPK, BOTTOMK, QUANTILE, LIMITK, LIMIT_RATIO -> ValueType.SCALAR;
            case COUNT_VALUES -> ValueType.STRING;
            default -> null;
        };
    }
}
