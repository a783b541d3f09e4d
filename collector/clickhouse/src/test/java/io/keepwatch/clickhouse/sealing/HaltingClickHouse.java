package io.keepwatch.clickhouse.sealing;

import io.keepwatch.clickhouse.ClickHouse;
import io.keepwatch.clickhouse.ClickHouseEndpoint;
import io.keepwatch.telemetry.StoreUnavailableException;
import java.time.Duration;

/// A running ClickHouse that answers so many requests and is gone then, as if we had been killed between two.
final class HaltingClickHouse implements ClickHouse {

    private final ClickHouse real;
    private int left;

    HaltingClickHouse(ClickHouse real, int requests) {
        this.real = real;
        this.left = requests;
    }

    @Override
    public State state() {
        return real.state();
    }

    @Override
    public void onChange(Listener listener) {
        real.onChange(listener);
    }

    @Override
    public boolean awaitUp(Duration atMost) throws InterruptedException {
        return real.awaitUp(atMost);
    }

    @Override
    public ClickHouseEndpoint current() {
        if (left-- == 0) {
            throw new StoreUnavailableException("halted by the test", Duration.ofSeconds(1), null);
        }
        return real.current();
    }
}
