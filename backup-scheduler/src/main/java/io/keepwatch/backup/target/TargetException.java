package io.keepwatch.backup.target;

import io.keepwatch.backup.step.Hinted;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// A target cannot do what it was asked.
public class TargetException extends IOException implements Hinted {

    private final String hint;
    private final boolean retryable;

    /// @param message   what cannot be done, where and why
    /// @param hint      what to do about it
    /// @param retryable whether the same call may succeed later: never for a refusal by rights or by configuration
    public TargetException(String message, String hint, boolean retryable, @Nullable Throwable cause) {
        super(message, cause);
        this.hint = hint;
        this.retryable = retryable;
    }

    @Override
    public String hint() {
        return hint;
    }

    public boolean retryable() {
        return retryable;
    }
}
