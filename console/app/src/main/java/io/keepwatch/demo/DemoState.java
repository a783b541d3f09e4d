package io.keepwatch.demo;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The demo as the API and the console show it.
///
/// @param problem     why there is no demo, or not yet; null when it runs
/// @param missingRows how many of the first quotes are gone
public record DemoState(
        Phase phase, @Nullable String problem, List<Broken> broken, long missingRows, List<String> modes, @Nullable Program service,
        @Nullable Program inbox, @Nullable Database database) {

    /// How far it is.
    public enum Phase { STARTING, RUNNING, UNAVAILABLE }

    /// @param since null when it was broken before anybody kept a record
    public record Broken(String mode, @Nullable Instant since) {}

    /// @param version as its telemetry shows it, null when it has none
    public record Program(String url, int port, @Nullable String version) {}

    public record Database(String host, int port, String name, String user) {}
}
