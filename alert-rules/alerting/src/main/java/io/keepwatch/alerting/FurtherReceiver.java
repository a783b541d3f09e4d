package io.keepwatch.alerting;

import java.net.URI;
import java.util.Optional;

/// Somebody whom the built-in routes tell of everything, beside those whom the environment names. Every bean of this type adds one.
@FunctionalInterface
public interface FurtherReceiver {

    /// @param name of the receiver
    record Webhook(String name, URI url) {}

    /// Asked every two seconds; empty while it is not there.
    Optional<Webhook> webhook();
}
