package io.keepwatch.alerting.backtest;

/// A back-test could not be carried through, for a reason that is not the rule's.
public final class BackTestFailedException extends RuntimeException {

    BackTestFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
