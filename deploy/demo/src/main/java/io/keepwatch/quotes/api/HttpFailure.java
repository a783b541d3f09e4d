package io.keepwatch.quotes.api;

/// Ends a request with this status and message.
final class HttpFailure extends RuntimeException {

    private final int status;

    HttpFailure(int status, String message) {
        super(message, null, false, false);
        this.status = status;
    }

    int status() {
        return status;
    }

    String detail() {
        return String.valueOf(getMessage());
    }
}
