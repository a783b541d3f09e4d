package io.keepwatch.telemetry;

/// One value of a field and how many records of a search have it.
public record FacetValue(String value, long count) {}
