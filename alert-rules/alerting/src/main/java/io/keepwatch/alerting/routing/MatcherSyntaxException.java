package io.keepwatch.alerting.routing;

/// A text that is no matcher; the message is Alertmanager's.
public final class MatcherSyntaxException extends RuntimeException {

    MatcherSyntaxException(String message) {
        super(message);
    }
}
