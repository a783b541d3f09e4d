package io.keepwatch.alerting.routing;

import io.keepwatch.telemetry.series.LabelMatcher;
import io.keepwatch.telemetry.series.Labels;
import java.util.List;

/// While an alert matches the source, those that match the target are muted, if the labels to be equal are equal: one that both lack is.
public record InhibitRule(String name, List<LabelMatcher> source, List<LabelMatcher> target, List<String> equal) {

    boolean isSource(Labels alert) {
        return LabelMatcher.allMatch(source, alert);
    }

    boolean isTarget(Labels alert) {
        return LabelMatcher.allMatch(target, alert);
    }
}
