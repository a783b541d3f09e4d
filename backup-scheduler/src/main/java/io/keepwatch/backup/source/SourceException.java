package io.keepwatch.backup.source;

import io.keepwatch.backup.step.Hinted;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// A source cannot be backed up, read or restored.
public final class SourceException extends IOException implements Hinted {

    private final String hint;

    /// @param message what cannot be done, where and why
    /// @param hint    what to do about it
    public SourceException(String message, String hint, @Nullable Throwable cause) {
        super(message, cause);
        this.hint = hint;
    }

    @Override
    public String hint() {
        return hint;
    }
}
