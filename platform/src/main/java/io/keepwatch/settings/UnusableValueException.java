package io.keepwatch.settings;

import org.jspecify.annotations.Nullable;

/// Thrown by a section's record when a value inside it cannot be used together with the rest, so that the message names its line.
public final class UnusableValueException extends IllegalArgumentException {

    private final String key;
    private final @Nullable transient Object value;

    /// @param key   below the section, e.g. `plans.quotes.targets`
    /// @param valid what would be valid, e.g. `no such target; valid here: local, s3-main`
    public UnusableValueException(String key, @Nullable Object value, String valid) {
        super(valid);
        this.key = key;
        this.value = value;
    }

    String key() {
        return key;
    }

    @Nullable Object value() {
        return value;
    }
}
