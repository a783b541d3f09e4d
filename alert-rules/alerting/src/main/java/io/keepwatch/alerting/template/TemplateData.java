package io.keepwatch.alerting.template;

import io.keepwatch.telemetry.series.Labels;
import java.net.URI;
import java.time.Instant;

/// What the text of a rule may name.
///
/// @param labels of the sample that made the alert, with the name of its metric if it has one: `$labels`
/// @param value of that sample: `$value`
/// @param externalUrl where people reach us: `$externalURL`, and the path that `pathPrefix` gives
/// @param at the slot of the evaluation: what `now` says and `query` asks for
public record TemplateData(Labels labels, double value, Labels externalLabels, URI externalUrl, Instant at) {}
