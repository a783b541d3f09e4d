package io.keepwatch.ingest;

import io.keepwatch.telemetry.batch.LongSet;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntSupplier;

/// Knows which series each sender sent lately, and admits so many of one metric: a label with a value for each user or request
/// would fill the store, and no query could read it. Series that are known stay admitted; only new ones are refused.
public final class ActiveSeries {

    private static final Duration GENERATION = Duration.ofMinutes(30);
    /// Up to some 200 MB, when each sender and metric has one. With more series than that the older generation is forgotten early.
    private static final int MOST_REMEMBERED = 500_000;

    private final IntSupplier most;
    private final Clock clock;
    private final Map<Source, Known> sources = new HashMap<>();
    private Instant generationEnds;
    private int remembered;

    private record Source(String sender, String metric) {}

    private static final class Known {
        private LongSet recent = new LongSet();
        private LongSet before = new LongSet();
        /// Of both generations, each series once.
        private int active;
    }

    /// @param most series of a metric and sender; can change while the process runs
    public ActiveSeries(IntSupplier most, Clock clock) {
        this.most = most;
        this.clock = clock;
        this.generationEnds = clock.instant().plus(GENERATION);
    }

    /// Whether a sample of the series may be stored.
    ///
    /// @param metric the family, so that a histogram is one
    public synchronized boolean admits(String sender, String metric, long fingerprint) {
        turn();
        Known known = sources.computeIfAbsent(new Source(sender, metric), _ -> new Known());
        if (known.recent.contains(fingerprint)) {
            return true;
        }
        boolean isNew = !known.before.contains(fingerprint);
        if (isNew && known.active >= most.getAsInt()) {
            return false;
        }
        known.active += isNew ? 1 : 0;
        known.recent.add(fingerprint);
        remembered++;
        return true;
    }

    public int most() {
        return most.getAsInt();
    }

    private void turn() {
        Instant now = clock.instant();
        if (now.isBefore(generationEnds) && remembered < MOST_REMEMBERED) {
            return;
        }
        boolean longAgo = !now.isBefore(generationEnds.plus(GENERATION));
        sources.values().removeIf(known -> longAgo || known.recent.size() == 0);
        sources.values().forEach(known -> {
            known.before = known.recent;
            known.active = known.before.size();
            known.recent = new LongSet();
        });
        remembered = 0;
        generationEnds = now.plus(GENERATION);
    }
}
