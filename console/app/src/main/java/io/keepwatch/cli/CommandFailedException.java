package io.keepwatch.cli;

/// What was asked for did not happen; the message is all the user sees.
final class CommandFailedException extends RuntimeException {

    CommandFailedException(String message) {
        super(message);
    }

    CommandFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
