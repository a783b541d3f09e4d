package io.keepwatch.cli;

/// The command was called with arguments it does not understand.
final class UsageException extends RuntimeException {

    UsageException(String message) {
        super(message);
    }
}
