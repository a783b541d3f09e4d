package io.keepwatch.ui.shell;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Knows what fires, for the badge in the navigation and the line in the top bar. Asked every few seconds on a thread that may wait.
public interface AlarmSource {

    Alarms alarms();

    /// @param firing  alerts
    /// @param gravest a critical alert that somebody must not overlook; null when there is none
    record Alarms(int firing, @Nullable Alarm gravest) {}

    /// @param subject the service it is about; may be empty
    /// @param id      of the alert, for its address
    record Alarm(String name, String subject, Instant since, String id) {}
}
