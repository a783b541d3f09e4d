package io.keepwatch.alerting.routing;

import io.keepwatch.alerting.template.MessageTemplates;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The routing that is in use.
public interface ActiveRouting {

    /// @param file  null for the built-in one
    /// @param since when it came into use
    record Setup(RoutingConfig config, MessageTemplates templates, @Nullable String file, Instant since) {}

    /// @param since when it was first seen
    record Problem(String message, Instant since) {}

    /// The same object until something else is in use.
    Setup current();

    /// Why the newest edit is not in use; empty when it is.
    Optional<Problem> problem();

    /// Calls it after each change of [#current].
    void onChange(Runnable listener);
}
