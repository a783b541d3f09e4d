package io.keepwatch.ui.services.health;

import io.keepwatch.telemetry.TimeRange;
import io.keepwatch.telemetry.services.ServiceReader;
import io.keepwatch.telemetry.services.VersionChange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.springframework.stereotype.Component;

/// Reads what changed: versions that appeared, each with the one before.
@Component
public class ChangeReader {

    /// How far back the version before is looked for; first appearances are few, so this is cheap.
    private static final Duration BEFORE = Duration.ofDays(30);

    private final ServiceReader services;

    ChangeReader(ServiceReader services) {
        this.services = services;
    }

    /// Oldest first.
    public List<Change> changes(TimeRange range) {
        var newest = new HashMap<String, String>();
        var changes = new ArrayList<Change>();
        for (VersionChange seen : services.versionChanges(new TimeRange(range.from().minus(BEFORE), range.to()))) {
            String previous = newest.put(seen.service(), seen.version());
            if (range.contains(seen.firstSeen())) {
                changes.add(new Change(seen.service(), seen.version(), previous == null ? "" : previous, seen.firstSeen()));
            }
        }
        return List.copyOf(changes);
    }
}
