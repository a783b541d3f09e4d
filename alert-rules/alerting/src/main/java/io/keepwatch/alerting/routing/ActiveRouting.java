package io.keepwatch.alerting.routing;

import io.keepwatch.alerting.template.MessageTemplates;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The routing that is in use.
public interface ActiveRouting {

    /// @param file  null for the built-in one
    /// @param since when it came into use
    record Setup(RoutingConfig config, MessageTemplates templates, @Nullable String file, Instant since) {

        /// With the way of Keepwatch's own test alert, for those who deliver: people see the one that they have written.
        public RoutingConfig delivered() {
            return WatchdogRoute.addedTo(config);
        }

        /// The receivers that nobody hears of, each with its kind, for Keepwatch has no notifier for it.
        public List<String> withoutNotifier() {
            return config.withoutNotifier();
        }

        /// Whether nobody is told of any alert: that must be seen on every page.
        public boolean tellsNobody() {
            return config.tellsNobody();
        }
    }

    /// @param since when it was first seen
    record Problem(String message, Instant since) {}

    /// The same object until something else is in use.
    Setup current();

    /// Why the newest edit is not in use; empty when it is.
    Optional<Problem> problem();

    /// Calls it after each change of [#current].
    void onChange(Runnable listener);
}
