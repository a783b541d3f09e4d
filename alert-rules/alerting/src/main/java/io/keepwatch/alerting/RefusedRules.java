package io.keepwatch.alerting;

import io.keepwatch.alerting.rulefile.RuleProblem;
import java.time.Instant;

/// A group, or a whole file, that cannot be used as it stands.
///
/// @param since when this was first seen
/// @param inUse whether what stood there before is still evaluated
public record RefusedRules(RuleProblem problem, Instant since, boolean inUse) {}
