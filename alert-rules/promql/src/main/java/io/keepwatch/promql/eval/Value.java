package io.keepwatch.promql.eval;

import java.util.List;

/// What an expression evaluates to over the steps of a grid.
sealed interface Value {

    record Vector(List<StepSeries> series) implements Value {}

    record Scalar(double[] values) implements Value {}

    record Text(String value) implements Value {}

    /// The doubles it holds.
    default long size() {
        return switch (this) {
            case Vector vector -> vector.series().stream().mapToLong(series -> series.values().length).sum();
            case Scalar scalar -> scalar.values().length;
            case Text _ -> 0;
        };
    }
}
