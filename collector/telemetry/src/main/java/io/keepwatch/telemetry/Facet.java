package io.keepwatch.telemetry;

import java.util.List;

/// A field with its most frequent values under the current search, most frequent first.
public record Facet(String field, List<FacetValue> values) {}
