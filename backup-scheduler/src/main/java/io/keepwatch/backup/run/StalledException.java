package io.keepwatch.backup.run;

import io.keepwatch.backup.step.Hinted;
import java.io.IOException;
import java.time.Duration;

/// Nothing has moved for too long. There is no other limit on how long a backup takes.
final class StalledException extends IOException implements Hinted {

    private final String hint;

    StalledException(String what, Duration silence, String hint) {
        super("Cannot " + what + " for " + silence.toSeconds() + " s");
        this.hint = hint;
    }

    @Override
    public String hint() {
        return hint;
    }
}
