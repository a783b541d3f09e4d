package io.keepwatch.demo;

/// Why there is no demo, or not yet, and what would help; the rest of Keepwatch runs.
final class DemoUnavailableException extends RuntimeException {

    DemoUnavailableException(String message) {
        super(message);
    }

    DemoUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }

    String detail() {
        return String.valueOf(getMessage());
    }
}
