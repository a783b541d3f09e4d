package io.keepwatch.settings;

import io.keepwatch.settings.RunningPorts.Listener;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/// Where each server says which port it got; complete when all that this process's roles listen on have said so.
public final class BoundPorts {

    private final Set<Listener> expected;
    private final Map<Listener, Integer> bound = new EnumMap<>(Listener.class);
    private final CompletableFuture<RunningPorts> all = new CompletableFuture<>();

    public BoundPorts(Set<Settings.ProcessRole> roles) {
        this.expected = roles.contains(Settings.ProcessRole.COLLECTOR)
                ? EnumSet.allOf(Listener.class)
                : EnumSet.of(Listener.HTTP);
    }

    public void bound(Listener listener, int port) {
        RunningPorts complete;
        synchronized (bound) {
            bound.put(listener, port);
            if (!bound.keySet().containsAll(expected)) {
                return;
            }
            complete = new RunningPorts(bound);
        }
        all.complete(complete);
    }

    /// Completes when the last port is bound.
    public CompletableFuture<RunningPorts> all() {
        return all.copy();
    }
}
