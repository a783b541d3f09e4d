package io.keepwatch.audit;

import java.util.Map;

/// What somebody did, to be written down.
///
/// @param who     user or API token, `system` for Keepwatch itself
/// @param role    role in which it was done, e.g. `admin`
/// @param address where the request came from
/// @param action  verb in the past with its subject, e.g. `user.created`
/// @param object  what it was done to
/// @param detail  what else matters, shown as JSON; never a secret
public record AuditEntry(
        String who, String role, String address, String action, String object, Result result, Map<String, String> detail) {

    /// How it ended.
    public enum Result { OK, REFUSED, FAILED }

    public AuditEntry {
        detail = Map.copyOf(detail);
    }
}
