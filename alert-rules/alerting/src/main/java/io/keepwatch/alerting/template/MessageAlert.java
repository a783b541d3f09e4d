package io.keepwatch.alerting.template;

import io.keepwatch.telemetry.series.Labels;
import java.time.Instant;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// An alert as messages name it.
///
/// @param endsAt null while it fires
public record MessageAlert(Labels labels, SortedMap<String, String> annotations, Instant startsAt, @Nullable Instant endsAt, String generatorUrl,
                           String fingerprint) {

    public String status() {
        return endsAt == null ? "firing" : "resolved";
    }
}
