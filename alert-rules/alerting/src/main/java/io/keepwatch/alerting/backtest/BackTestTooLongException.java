package io.keepwatch.alerting.backtest;

import java.time.Duration;

/// The range costs more than a back-test may; the message says why.
public final class BackTestTooLongException extends RuntimeException {

    private final transient Duration fits;

    BackTestTooLongException(String message, Duration fits) {
        super(message);
        this.fits = fits;
    }

    /// A length of time that can be replayed.
    public Duration fits() {
        return fits;
    }
}
