package io.keepwatch.alerting.rulefile;

import java.time.Duration;
import java.util.SortedMap;

/// Makes an alert of each series that its expression returns.
///
/// @param holdDuration  the rule's `for`: how long an alert is pending before it fires
/// @param keepFiringFor how long an alert goes on firing once its series is gone
/// @param labels        templates
/// @param annotations   templates
/// @param extras        of the side file
public record AlertingRule(String name, String expr, Duration holdDuration, Duration keepFiringFor, SortedMap<String, String> labels,
                           SortedMap<String, String> annotations, RuleExtras extras, int line) implements Rule {}
