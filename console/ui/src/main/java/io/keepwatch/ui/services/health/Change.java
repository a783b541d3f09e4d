package io.keepwatch.ui.services.health;

import java.time.Instant;

/// A version of a service was seen for the first time.
///
/// @param previous the version before, empty when none was seen before
public record Change(String service, String version, String previous, Instant at) {

    /// "1.4.1, before 1.4.0", "first seen, 1.4.0"
    public String words() {
        return previous.isEmpty() ? "first seen, " + version : version + ", before " + previous;
    }

    public String label() {
        return service + " " + words();
    }
}
