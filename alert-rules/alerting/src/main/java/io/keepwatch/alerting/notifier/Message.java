package io.keepwatch.alerting.notifier;

import io.keepwatch.telemetry.series.Labels;
import java.util.Set;

/// A message as it is stored and sent.
///
/// @param key      of the thread or incident that it belongs to: messages of one key arrive in order
/// @param summary  a line for the log of deliveries
/// @param body     in the adapter's own form, without secrets
/// @param firing   of which it says that they fire
/// @param resolved of which it says that they have ended
/// @param last     what comes later under this key begins anew
public record Message(String key, String summary, String body, Set<Labels> firing, Set<Labels> resolved, boolean last) {

    public Message {
        firing = Set.copyOf(firing);
        resolved = Set.copyOf(resolved);
    }
}
