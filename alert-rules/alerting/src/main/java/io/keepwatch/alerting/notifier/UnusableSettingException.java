package io.keepwatch.alerting.notifier;

/// A setting of an integration with which nothing can be sent.
public final class UnusableSettingException extends RuntimeException {

    private final String hint;

    /// @param message what is wrong, without the value of a secret
    /// @param hint    what would be valid
    public UnusableSettingException(String message, String hint) {
        super(message);
        this.hint = hint;
    }

    public String hint() {
        return hint;
    }

    public Outcome.Rejected outcome() {
        return new Outcome.Rejected(String.valueOf(getMessage()), hint);
    }
}
