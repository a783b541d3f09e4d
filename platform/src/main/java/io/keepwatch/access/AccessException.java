package io.keepwatch.access;

/// A change to users or tokens that cannot be made. The message is for the person who asked for it.
public final class AccessException extends RuntimeException {

    AccessException(String message) {
        super(message);
    }
}
