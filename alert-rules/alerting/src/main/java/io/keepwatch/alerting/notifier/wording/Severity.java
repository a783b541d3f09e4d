package io.keepwatch.alerting.notifier.wording;

import io.keepwatch.telemetry.series.Labels;
import java.util.Locale;
import java.util.Optional;

/// How bad it is, the worst first; in PagerDuty's words, which most label their alerts with.
public enum Severity {
    CRITICAL("🔴"), ERROR("🟠"), WARNING("🟡"), INFO("🔵");

    private final String symbol;

    Severity(String symbol) {
        this.symbol = symbol;
    }

    /// What is labelled with no word that is known may be bad.
    public static Severity of(Labels labels) {
        return of(labels.get("severity")).orElse(ERROR);
    }

    public static Optional<Severity> of(String word) {
        return switch (word.strip().toLowerCase(Locale.ROOT)) {
            case "critical", "page", "fatal", "emergency", "disaster" -> Optional.of(CRITICAL);
            case "error", "high", "major" -> Optional.of(ERROR);
            case "warning", "warn", "average", "minor", "ticket" -> Optional.of(WARNING);
            case "info", "information", "notice", "low", "none" -> Optional.of(INFO);
            default -> Optional.empty();
        };
    }

    /// One character, which is seen before anything is read.
    public String symbol() {
        return symbol;
    }

    /// E.g. `critical`.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// E.g. `Critical`, to begin a line with.
    public String title() {
        return name().charAt(0) + word().substring(1);
    }
}
