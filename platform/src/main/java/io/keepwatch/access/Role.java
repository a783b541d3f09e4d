package io.keepwatch.access;

import java.util.Locale;

/// What one may do; each role may also do what the ones before it may.
public enum Role {
    /// Look.
    VIEWER,
    /// Run, silence, restore a clone.
    OPERATOR,
    /// Everything.
    ADMIN;

    public boolean includes(Role other) {
        return compareTo(other) >= 0;
    }

    /// As users see it: `viewer`, `operator`, `admin`.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
