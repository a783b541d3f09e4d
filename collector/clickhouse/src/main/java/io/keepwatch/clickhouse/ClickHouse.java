package io.keepwatch.clickhouse;

import io.keepwatch.telemetry.StoreUnavailableException;
import java.time.Duration;
import java.time.Instant;

/// The ClickHouse server that keeps our telemetry, embedded or external, as it is watched: it may be away at any moment,
/// and come back at another address.
public interface ClickHouse {

    State state();

    /// Calls the listener with each new state, now with the present one; a slow listener delays the next.
    void onChange(Listener listener);

    /// Waits until it answers; false when `atMost` is over.
    boolean awaitUp(Duration atMost) throws InterruptedException;

    /// @throws StoreUnavailableException when it does not answer now
    default ClickHouseEndpoint current() {
        return switch (state()) {
            case State.Up up -> up.endpoint();
            case State.Starting starting ->
                throw new StoreUnavailableException("ClickHouse is starting", Duration.ofSeconds(1), null);
            case State.Down down ->
                throw new StoreUnavailableException("ClickHouse is down: " + down.reason(), Duration.ofSeconds(5), null);
        };
    }

    @FunctionalInterface
    interface Listener {
        void changed(State state);
    }

    /// What the watch saw last.
    sealed interface State {

        Instant since();

        /// Started for the first time, or restarting on purpose.
        record Starting(Instant since) implements State {}

        /// Answers, and the database exists.
        record Up(Instant since, ClickHouseEndpoint endpoint) implements State {}

        /// Does not answer; `reason` is one line for a person.
        record Down(Instant since, String reason) implements State {}
    }
}
