package io.keepwatch.alerting.running;

import io.keepwatch.metadata.Lease;
import io.keepwatch.metadata.Leases;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Shares the groups among the control processes: each group belongs to a shard by its id, and each shard to the process that holds its
/// lease. Every process takes its part of the shards and gives back what it has beyond, so that a new one gets its share.
///
/// A lost process is noticed when its leases have run out, ten seconds at most: within two intervals of any group of five seconds or more.
final class RuleShards implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(RuleShards.class);
    static final int SEVERAL = 8;
    private static final String SHARD = "rule-shard/";
    private static final String PROCESS = "rule-process/";
    private static final Duration LEASE = Duration.ofSeconds(8);
    private static final Duration ROUND = Duration.ofSeconds(2);

    private final Leases leases;
    private final int count;
    private final String me = PROCESS + UUID.randomUUID();
    private final ScheduledExecutorService rounds = Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().name("rule-shards").factory());
    private volatile Map<Integer, Lease> held = Map.of();
    private @Nullable Lease membership;
    private boolean troubled;

    /// @param count the same in all processes that share the database
    RuleShards(Leases leases, int count) {
        this.leases = leases;
        this.count = count;
    }

    void open() {
        round();
        rounds.scheduleWithFixedDelay(this::round, ROUND.toMillis(), ROUND.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// The right to evaluate a group and to write its state, as far as this process knows.
    Optional<Lease> lease(String groupId) {
        return Optional.ofNullable(held.get((int) (Long.parseLong(groupId, 0, 8, 16) % count)));
    }

    /// Another process has taken it.
    void lost(Lease lease) {
        synchronized (this) {
            var left = new HashMap<>(held);
            left.values().remove(lease);
            held = Map.copyOf(left);
        }
    }

    synchronized void round() {
        try {
            var now = new HashMap<Integer, Lease>();
            held.forEach((shard, lease) -> leases.renew(lease, LEASE).ifPresent(renewed -> now.put(shard, same(lease, renewed))));
            int share = Math.ceilDiv(count, processes());
            while (now.size() > share) {
                leases.release(now.remove(now.keySet().iterator().next()));
            }
            take(now, share);
            held = Map.copyOf(now);
            troubled = false;
        } catch (RuntimeException e) {
            // who holds what is decided by the database, and nothing can be written without it
            if (!troubled) {
                log.warn("Cannot renew the leases of rules: {}", e.toString());
            }
            troubled = true;
        }
    }

    /// What is held goes on under the same object, so that it is seen that nothing changed.
    private static Lease same(Lease before, Lease renewed) {
        return before.token() == renewed.token() ? before : renewed;
    }

    private int processes() {
        if (count == 1) {
            return 1;
        }
        membership = leases.keep(membership, me, LEASE).orElse(null);
        return Math.max(1, leases.held(PROCESS).size());
    }

    private void take(Map<Integer, Lease> now, int share) {
        if (now.size() >= share) {
            return;
        }
        Set<String> taken = new HashSet<>();
        List<Lease> live = leases.held(SHARD);
        live.forEach(lease -> taken.add(lease.name()));
        for (int shard = 0; shard < count && now.size() < share; shard++) {
            if (!taken.contains(SHARD + shard)) {
                int free = shard;
                leases.acquire(SHARD + shard, LEASE).ifPresent(lease -> now.put(free, lease));
            }
        }
    }

    /// The rows of processes that ended long ago; unlike those of shards, their names are never used again.
    void forgetProcesses() {
        leases.forget(PROCESS, Duration.ofDays(1));
    }

    /// Others can take them at once.
    @Override
    public void close() {
        rounds.shutdownNow();
        synchronized (this) {
            try {
                held.values().forEach(leases::release);
                held = Map.of();
                if (membership != null) {
                    leases.release(membership);
                }
            } catch (RuntimeException e) {
                log.debug("Cannot give back the leases of rules; others take them when they have run out", e);
            }
        }
    }
}
