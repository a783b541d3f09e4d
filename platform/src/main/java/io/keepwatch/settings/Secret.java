package io.keepwatch.settings;

/// A value that is used and never shown: it does not appear in `toString`, logs, errors or JSON.
public final class Secret {

    private final String value;

    private Secret(String value) {
        this.value = value;
    }

    public static Secret of(String value) {
        return new Secret(value);
    }

    /// The value itself, to be handed to the one call that needs it.
    public String reveal() {
        return value;
    }

    @Override
    public String toString() {
        return "***";
    }
}
