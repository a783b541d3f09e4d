package io.keepwatch.clickhouse;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The state that one watching thread sets and everybody may read, await and listen to.
public final class WatchedState {

    private static final Logger log = LoggerFactory.getLogger(WatchedState.class);

    private final List<ClickHouse.Listener> listeners = new CopyOnWriteArrayList<>();
    private ClickHouse.State state;

    public WatchedState(ClickHouse.State initial) {
        this.state = initial;
    }

    public synchronized ClickHouse.State get() {
        return state;
    }

    public void set(ClickHouse.State next) {
        synchronized (this) {
            state = next;
            notifyAll();
        }
        listeners.forEach(listener -> tell(listener, next));
    }

    public void onChange(ClickHouse.Listener listener) {
        listeners.add(listener);
        tell(listener, get());
    }

    public synchronized boolean awaitUp(Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (!(state instanceof ClickHouse.State.Up)) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }

    private static void tell(ClickHouse.Listener listener, ClickHouse.State state) {
        try {
            listener.changed(state);
        } catch (RuntimeException e) {
            log.error("Cannot tell {} that ClickHouse is {}", listener, state, e);
        }
    }
}
