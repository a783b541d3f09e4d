package io.keepwatch.promql.conformance;

import io.keepwatch.telemetry.series.SeriesStore;
import java.util.List;

/// A store that the test files can fill.
public interface LoadableStore extends SeriesStore {

    /// Adds samples; a series may come several times.
    void load(List<SampleColumn> series);

    void clear();
}
