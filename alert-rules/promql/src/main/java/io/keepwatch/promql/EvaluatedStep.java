package io.keepwatch.promql;

import java.time.Duration;

/// One part of a query that was evaluated.
///
/// @param position of the part in the query's text
/// @param depth    0 for the whole
/// @param values   of all its series together
/// @param took     with the parts below it, and what they read
public record EvaluatedStep(Position position, int depth, int series, long values, Duration took) {}
