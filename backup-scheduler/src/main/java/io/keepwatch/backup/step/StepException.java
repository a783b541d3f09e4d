package io.keepwatch.backup.step;

/// A step cannot do its work, and knows why.
public final class StepException extends RuntimeException implements Hinted {

    private final String hint;

    /// @param message what cannot be done, where and why
    /// @param hint    what to do about it
    public StepException(String message, String hint) {
        super(message);
        this.hint = hint;
    }

    @Override
    public String hint() {
        return hint;
    }
}
