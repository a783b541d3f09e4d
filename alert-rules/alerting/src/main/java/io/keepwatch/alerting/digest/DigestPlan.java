package io.keepwatch.alerting.digest;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;

/// To whom, and when.
record DigestPlan(List<String> to, LocalTime at, ZoneId zone) {

    /// The local day. It is the key of a mail: a day whose clock is set back has one, too.
    LocalDate day(Instant now) {
        return now.atZone(zone).toLocalDate();
    }

    /// Where the clock leaves the hour out, right after.
    Instant slot(LocalDate day) {
        return ZonedDateTime.of(day, at, zone).toInstant();
    }
}
