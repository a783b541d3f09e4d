package io.keepwatch.alerting.routing;

import java.util.List;
import java.util.SortedMap;

/// Who is told.
///
/// @param labels to find receivers by; the name is one of them
public record Receiver(String name, SortedMap<String, String> labels, List<Integration> integrations) {}
