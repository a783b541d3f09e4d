package io.keepwatch.backup.manifest;

import io.keepwatch.backup.step.Hinted;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// A manifest is not what we can read.
public final class ManifestException extends IOException implements Hinted {

    private final String hint;

    ManifestException(String message, String hint, @Nullable Throwable cause) {
        super(message, cause);
        this.hint = hint;
    }

    @Override
    public String hint() {
        return hint;
    }
}
