package io.keepwatch.promql;

import java.util.List;

/// What came out of a query.
///
/// @param warnings    something may be wrong with the query or its data
/// @param infos       something the user may want to know
/// @param samplesRead from the store
/// @param peakSamples held in memory at once
/// @param steps       its parts in the order in which they were begun, the whole first
public record QueryAnswer(QueryResult result, List<String> warnings, List<String> infos, long samplesRead, long peakSamples,
                          List<EvaluatedStep> steps) {}
