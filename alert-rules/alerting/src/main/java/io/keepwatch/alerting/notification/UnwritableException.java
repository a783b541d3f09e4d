package io.keepwatch.alerting.notification;

/// A notification cannot be put into words for a channel.
final class UnwritableException extends RuntimeException {

    UnwritableException(String message, RuntimeException cause) {
        super(message, cause);
    }
}
