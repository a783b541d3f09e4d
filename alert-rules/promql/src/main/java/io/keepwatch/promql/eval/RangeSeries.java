package io.keepwatch.promql.eval;

import io.keepwatch.telemetry.series.Labels;

/// The samples of one series that windows are cut from; without stale markers.
record RangeSeries(Labels labels, long[] times, double[] values, boolean dropName) {}
