package io.keepwatch.backup.run;

import io.keepwatch.backup.step.Hinted;
import java.io.IOException;

/// A copy is not what went out, or there is none.
final class CopyException extends IOException implements Hinted {

    private final String hint;

    CopyException(String message, String hint) {
        super(message);
        this.hint = hint;
    }

    @Override
    public String hint() {
        return hint;
    }
}
