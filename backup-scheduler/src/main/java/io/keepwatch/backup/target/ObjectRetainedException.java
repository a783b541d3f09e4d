package io.keepwatch.backup.target;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A lock keeps the object from being deleted.
public final class ObjectRetainedException extends TargetException {

    public static final String REASON = "it is retained";

    private final @Nullable Instant until;

    public ObjectRetainedException(String key, @Nullable Instant until, Throwable cause) {
        super("Cannot delete " + key + ": " + REASON + (until == null ? " by a lock" : " until " + until),
                "Nothing to do: it is deleted when the lock has ended", true, cause);
        this.until = until;
    }

    public @Nullable Instant until() {
        return until;
    }
}
