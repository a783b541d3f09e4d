package io.keepwatch.security;

import java.time.Duration;
import org.springframework.security.core.AuthenticationException;

/// Too many failed sign-ins of this user or from this address; the password was not looked at.
final class TooManyAttemptsException extends AuthenticationException {

    private final Duration retryAfter;

    TooManyAttemptsException(Duration retryAfter) {
        super("Too many failed sign-ins; try again in " + Math.max(1, retryAfter.toSeconds()) + " s");
        this.retryAfter = retryAfter;
    }

    Duration retryAfter() {
        return retryAfter;
    }
}
