package io.keepwatch.alertmanager;

/// A body or a parameter that is not what the API's description says.
final class WrongFormException extends RuntimeException {

    /// Of go-swagger, for a field that is missing or of the wrong kind.
    static final int CODE = 602;

    private final boolean unreadable;

    /// @param unreadable whether it is no JSON at all
    WrongFormException(String message, boolean unreadable) {
        super(message);
        this.unreadable = unreadable;
    }

    boolean isUnreadable() {
        return unreadable;
    }
}
