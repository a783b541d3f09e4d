package io.keepwatch.alerting.evaluation;

import java.util.List;

/// What came out of a group's evaluation. The samples went to the sink.
///
/// @param state   for the next slot
/// @param notices to hand on, in the order of the rules
/// @param samples how many the rules made
/// @param expansionProblems texts that could not be filled; their alerts fire all the same
public record Evaluation(GroupState state, List<AlertNotice> notices, long samples, List<String> expansionProblems) {}
