package io.keepwatch.alerting.running;

import io.keepwatch.alerting.evaluation.GroupState;
import io.keepwatch.alerting.running.GroupRunner.Workshop;
import io.keepwatch.metadata.Lease;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Starts each group's evaluation at its slots, as long as a file has the group and this process holds the lease of its shard.
final class RuleScheduler implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(RuleScheduler.class);
    /// A clock that is set, a changed file and a lease that was taken are noticed within it.
    private static final Duration LONGEST_SLEEP = Duration.ofMillis(500);
    private static final Duration LAST_TURNS = Duration.ofSeconds(5);
    private static final Duration RETRY = Duration.ofSeconds(2);

    private final Supplier<RuleBook> book;
    private final RuleShards shards;
    private final Workshop shop;
    private final ClockJumps jumps;
    private final Executor turns;
    private final Thread thread = Thread.ofVirtual().name("rule-scheduler").unstarted(this::run);
    private volatile Map<String, GroupRunner> runners = Map.of();
    private @Nullable Instant loadedInVain;
    private volatile boolean closed;

    /// @param turns runs one task for each group that is due
    /// @param nanos as [System#nanoTime]
    RuleScheduler(Supplier<RuleBook> book, RuleShards shards, Workshop shop, Executor turns, LongSupplier nanos) {
        this.book = book;
        this.shards = shards;
        this.shop = shop;
        this.turns = turns;
        this.jumps = new ClockJumps(shop.clock(), nanos);
    }

    void open() {
        thread.start();
    }

    /// The groups that this process evaluates.
    Collection<GroupRunner> runners() {
        return runners.values();
    }

    Optional<GroupRunner> runner(String groupId) {
        return Optional.ofNullable(runners.get(groupId));
    }

    private void run() {
        while (!closed) {
            try {
                look();
                Thread.sleep(sleep());
            } catch (InterruptedException _) {
                return; // closed
            } catch (RuntimeException e) {
                log.error("Cannot look which rules are due", e);
            }
        }
    }

    private Duration sleep() {
        Instant now = clock().instant();
        Duration left = runners.values().stream().filter(runner -> !runner.busy()).map(runner -> Duration.between(now, runner.next()))
                .min(Duration::compareTo).orElse(LONGEST_SLEEP);
        Duration least = Duration.ofMillis(1);
        return left.compareTo(least) < 0 ? least : left.compareTo(LONGEST_SLEEP) > 0 ? LONGEST_SLEEP : left;
    }

    /// Starts what is due.
    void look() {
        Duration jump = jumps.look();
        if (!jump.isZero()) {
            log.warn("The clock was set by {}; alerts neither fire nor end by that", jump);
            runners.values().forEach(runner -> runner.clockSet(jump));
        }
        reconcile();
        Instant now = clock().instant();
        for (GroupRunner runner : runners.values()) {
            if (runner.claim(now)) {
                turns.execute(runner::evaluate);
            }
        }
    }

    /// Takes over what is ours and gives up what is not.
    private void reconcile() {
        Map<String, GroupRunner> now = new HashMap<>();
        List<LoadedGroup> missing = new ArrayList<>();
        for (LoadedGroup group : book.get().groups()) {
            Lease lease = shards.lease(group.id()).orElse(null);
            GroupRunner runner = runners.get(group.id());
            if (runner != null && runner.lost()) {
                shards.lost(runner.lease());
            }
            if (lease == null) {
                continue;
            }
            if (runner == null || runner.lost() || runner.lease().token() != lease.token()) {
                missing.add(group);
                continue;
            }
            if (runner.group() != group) {
                runner.use(group);
            }
            now.put(group.id(), runner);
        }
        load(missing, now);
        if (!now.equals(runners)) {
            runners = Map.copyOf(now);
        }
    }

    private void load(List<LoadedGroup> missing, Map<String, GroupRunner> into) {
        Instant now = clock().instant();
        if (missing.isEmpty() || loadedInVain != null && Duration.between(loadedInVain, now).abs().compareTo(RETRY) < 0) {
            return;
        }
        try {
            Map<String, GroupState> stored = shop.store().load(missing.stream().map(LoadedGroup::id).toList());
            for (LoadedGroup group : missing) {
                shards.lease(group.id()).ifPresent(lease -> into.put(group.id(),
                        new GroupRunner(shop, lease, group, stored.getOrDefault(group.id(), GroupState.NEW))));
            }
            loadedInVain = null;
        } catch (RuntimeException e) {
            log.warn("Cannot load the states of {} rule groups: {}", missing.size(), e.toString());
            loadedInVain = now;
        }
    }

    private Clock clock() {
        return shop.clock();
    }

    /// Lets the evaluations that are under way end.
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        long deadline = System.nanoTime() + LAST_TURNS.toNanos();
        while (runners.values().stream().anyMatch(GroupRunner::busy) && System.nanoTime() < deadline) {
            try {
                Thread.sleep(20);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
