package io.keepwatch.access;

import io.keepwatch.audit.AuditEntry;
import java.util.Map;

/// Who does something, for the audit log.
///
/// @param name    user, or `token <name>` for an API token
/// @param address where the request came from
public record Actor(String name, Role role, String address) {

    /// Keepwatch itself, at its start.
    public static final Actor SYSTEM = new Actor("system", Role.ADMIN, "-");

    public AuditEntry entry(String action, String object, AuditEntry.Result result, Map<String, String> detail) {
        return new AuditEntry(name, role.word(), address, action, object, result, detail);
    }

    public AuditEntry did(String action, String object, Map<String, String> detail) {
        return entry(action, object, AuditEntry.Result.OK, detail);
    }
}
