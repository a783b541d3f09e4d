package io.keepwatch.alerting.backtest;

/// Is told how far a back-test is, a few times a second at most; on its thread.
@FunctionalInterface
public interface Progress {

    /// @param share from 0 to 1
    void at(double share);
}
