package io.keepwatch.ui.page;

import java.time.Duration;

/// How often a live page reads again: a long range changes slowly and costs more to read.
final class RefreshPeriod {

    private RefreshPeriod() {}

    static Duration of(Duration range) {
        if (range.compareTo(Duration.ofMinutes(15)) <= 0) {
            return Duration.ofSeconds(2);
        }
        if (range.compareTo(Duration.ofHours(1)) <= 0) {
            return Duration.ofSeconds(5);
        }
        return range.compareTo(Duration.ofHours(6)) <= 0 ? Duration.ofSeconds(15) : Duration.ofMinutes(1);
    }
}
