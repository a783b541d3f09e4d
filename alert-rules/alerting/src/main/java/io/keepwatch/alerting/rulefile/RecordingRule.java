package io.keepwatch.alerting.rulefile;

import java.util.SortedMap;

/// Stores what its expression returns as a metric.
public record RecordingRule(String name, String expr, SortedMap<String, String> labels, int line) implements Rule {}
