package io.keepwatch.alerting.running;

import io.keepwatch.alerting.AlertChange;
import io.keepwatch.alerting.evaluation.GroupState;
import io.keepwatch.alerting.rulefile.RuleGroup;
import io.keepwatch.alerting.running.GroupRunner.Workshop;
import io.keepwatch.metadata.Lease;
import io.keepwatch.metadata.LeaseLostException;
import io.keepwatch.promql.QueryResult.Sample;
import io.keepwatch.telemetry.StoreUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Ends what groups leave behind that stand in no file any more: two intervals after their last evaluation their series get stale
/// markers, and their alerts end. A group that is only refused for now is left alone.
final class OrphanSweep {

    private static final Logger log = LoggerFactory.getLogger(OrphanSweep.class);
    /// A group that is evaluated is saved at least once in a minute, or in each interval.
    private static final Duration LEAST = Duration.ofMinutes(2);

    private final Supplier<RuleBook> book;
    private final RuleShards shards;
    private final Workshop shop;

    OrphanSweep(Supplier<RuleBook> book, RuleShards shards, Workshop shop) {
        this.book = book;
        this.shards = shards;
        this.shop = shop;
    }

    void sweep() {
        Instant now = shop.clock().instant();
        for (RuleStore.Stored stored : shop.store().savedBefore(now.minus(LEAST))) {
            Instant over = stored.savedAt().plus(stored.interval().multipliedBy(2));
            if (now.isAfter(over) && isGone(stored)) {
                shards.lease(stored.id()).ifPresent(lease -> end(lease, stored, now));
            }
        }
    }

    private boolean isGone(RuleStore.Stored stored) {
        RuleBook current = book.get();
        return current.groups().stream().noneMatch(group -> group.id().equals(stored.id()))
                && current.refused().stream().noneMatch(refused -> stored.file().startsWith(refused.problem().file()));
    }

    private void end(Lease lease, RuleStore.Stored stored, Instant now) {
        var group = new RuleGroup(stored.file(), stored.name(), stored.interval(), null, 0, Collections.unmodifiableSortedMap(new TreeMap<>()), List.of(), 0);
        LoadedGroup gone = LoadedGroup.of(group, false);
        GroupState state = shop.store().load(List.of(stored.id())).getOrDefault(stored.id(), GroupState.NEW);
        List<Sample> samples = new ArrayList<>();
        shop.evaluating().evaluator().end(group, state, now.truncatedTo(ChronoUnit.MILLIS), sample -> {
            samples.add(sample);
            return null;
        });
        try {
            shop.samples().write(samples);
            List<AlertChange> changes = WrittenGroup.of(gone, state).delta(gone, new GroupState(state.lastSlot(), Map.of()), now).changes();
            shop.store().remove(lease, stored.id(), changes);
            log.info("Ended the {} series and {} alerts of the group {} of {}, which is in no file any more", samples.size(), changes.size(),
                    stored.name(), stored.file());
        } catch (StoreUnavailableException | LeaseLostException e) {
            log.info("Cannot end the group {} of {} now: {}", stored.name(), stored.file(), e.getMessage());
        }
    }
}
