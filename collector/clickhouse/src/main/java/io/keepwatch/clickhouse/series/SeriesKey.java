package io.keepwatch.clickhouse.series;

/// What samples name their series by.
public record SeriesKey(String metric, long fingerprint) {}
