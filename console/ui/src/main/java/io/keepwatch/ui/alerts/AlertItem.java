package io.keepwatch.ui.alerts;

import io.keepwatch.alerting.ActiveAlert;
import io.keepwatch.alerting.AlertChange;
import io.keepwatch.alerting.AlertEpisode;
import io.keepwatch.alerting.evaluation.Alert;
import io.keepwatch.telemetry.series.Labels;
import io.keepwatch.ui.element.Glyph;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// One alert as the page lists it, whether it still goes on or has ended.
///
/// @param source  labels of the series it came from; null when that is not kept
/// @param since   it fires, or is pending; of one that ended: since when it fired
/// @param until   null while it goes on
/// @param silentSince since when there is no data; else null
record AlertItem(String id, String ruleId, String name, State state, Labels labels, @Nullable Labels source, SortedMap<String, String> annotations,
                 double value, Instant activeAt, Instant since, @Nullable Instant until, @Nullable Instant silentSince) {

    /// The most urgent first.
    enum State { FIRING, NO_DATA, PENDING, RESOLVED }

    private static final List<String> OF_SERVICE = List.of("service", "service_name", "job");

    static AlertItem of(ActiveAlert active) {
        Alert alert = active.alert();
        State state = switch (active.state()) {
            case FIRING -> State.FIRING;
            case NO_DATA -> State.NO_DATA;
            case PENDING -> State.PENDING;
        };
        Instant since = alert.firedAt() == null ? alert.activeAt() : alert.firedAt();
        return new AlertItem(active.id(), active.ruleId(), alert.labels().get("alertname"), state, alert.labels(), alert.source(), alert.annotations(),
                alert.value(), alert.activeAt(), since, null, alert.noDataSince());
    }

    static AlertItem of(AlertEpisode episode) {
        AlertChange last = episode.last();
        return new AlertItem(last.alertId(), last.ruleId(), last.rule(), State.RESOLVED, last.labels(), null, last.annotations(), last.value(),
                last.activeAt(), last.firedAt(), episode.until(), last.noDataSince());
    }

    Severity severity() {
        return Severity.of(labels);
    }

    Glyph glyph() {
        return switch (state) {
            case FIRING -> severity().glyph();
            case NO_DATA -> Glyph.STALE;
            case PENDING -> Glyph.WAITING;
            case RESOLVED -> Glyph.GOOD;
        };
    }

    /// What is wrong, in the words of the rule's author; else what tells it from its siblings.
    String sentence() {
        String summary = annotations.getOrDefault("summary", annotations.getOrDefault("message", annotations.getOrDefault("description", "")));
        return summary.isBlank() ? identity() : summary;
    }

    private String identity() {
        String text = labels.without(List.of("alertname", "severity")).toString();
        return text.equals("{}") ? "" : text;
    }

    /// The service it is about; empty when its labels name none.
    String service() {
        String found = OF_SERVICE.stream().map(labels::get).filter(value -> !value.isEmpty()).findFirst().orElse("");
        return found.substring(found.lastIndexOf('/') + 1); // a job is namespace/name
    }

    String runbook() {
        return annotations.getOrDefault("runbook_url", "");
    }

    /// What a filter's words are looked for in.
    String text() {
        return name() + " " + labels + " " + sentence();
    }

    /// In the list an ended one may stand several times.
    String key() {
        return id + "@" + since.toEpochMilli();
    }
}
