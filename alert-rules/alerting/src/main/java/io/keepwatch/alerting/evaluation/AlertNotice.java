package io.keepwatch.alerting.evaluation;

import java.time.Instant;

/// An alert that is to be handed on after an evaluation, because it fires or has ended.
///
/// @param validUntil when it counts as ended unless it is handed on again
public record AlertNotice(String rule, Alert alert, Instant validUntil) {}
