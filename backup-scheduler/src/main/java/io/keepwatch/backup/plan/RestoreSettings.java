package io.keepwatch.backup.plan;

import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param keepOld how long a restore can be taken back: the replaced database is kept that long
record RestoreSettings(@DefaultValue("7d") Duration keepOld) {

    RestoreSettings {
        if (keepOld.compareTo(Duration.ofMinutes(1)) < 0) {
            throw new IllegalArgumentException("keep-old must be a minute at least, for a restore must be possible to take back; e.g. 7d");
        }
    }
}
