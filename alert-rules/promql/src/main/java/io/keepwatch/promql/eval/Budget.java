package io.keepwatch.promql.eval;

import io.keepwatch.promql.PromQlException;
import io.keepwatch.promql.QueryLimits;
import io.keepwatch.promql.QueryOptions;
import io.keepwatch.promql.SampleRoom;
import io.keepwatch.telemetry.series.QueryControl;
import java.time.Clock;
import java.util.function.BooleanSupplier;

/// Counts what a query reads and holds, and ends it when that is too much, too late or no longer wanted.
final class Budget implements QueryControl {

    private final QueryLimits limits;
    private final BooleanSupplier cancelled;
    private final SampleRoom room;
    private final Clock clock;
    private final long deadlineMillis;
    private long held;
    /// Read by the selector that the store is at, which holds them already.
    private long arriving;
    private long peak;
    private long read;
    private long series;

    Budget(QueryOptions options, Clock clock) {
        this.limits = options.limits();
        this.cancelled = options.cancelled();
        this.room = options.room();
        this.clock = clock;
        this.deadlineMillis = clock.millis() + limits.timeout().toMillis();
    }

    @Override
    public void check() {
        if (cancelled.getAsBoolean()) {
            throw new PromQlException(PromQlException.Kind.CANCELLED, "query was canceled in expression evaluation");
        }
        if (clock.millis() > deadlineMillis) {
            throw new PromQlException(PromQlException.Kind.TIMEOUT, "query timed out in expression evaluation after "
                    + limits.timeout().toSeconds() + " s; ask for a shorter range, a longer step or fewer series");
        }
    }

    @Override
    public void samplesRead(int moreSeries, long samples) {
        read += samples;
        series += moreSeries;
        if (series > limits.maxSeries()) {
            throw PromQlException.execution("query processing would read more than " + limits.maxSeries()
                    + " series; select fewer with label matchers");
        }
        arriving += samples;
        requireRoom();
    }

    /// One of the series that are arriving has been evaluated, and the store lets go of it.
    void evaluated(long samples) {
        arriving = Math.max(0, arriving - samples);
    }

    /// All that a selector read has been evaluated.
    void evaluated() {
        arriving = 0;
    }

    void hold(long samples) {
        held += samples;
        requireRoom();
    }

    private void requireRoom() {
        long samples = held + arriving;
        peak = Math.max(peak, samples);
        if (samples > limits.maxSamples()) {
            throw tooManySamples();
        }
        if (!room.hold(samples)) {
            throw new PromQlException(PromQlException.Kind.UNAVAILABLE,
                    "other queries hold so many samples that there is no memory for this one now; try again, or ask for less");
        }
    }

    private static PromQlException tooManySamples() {
        return PromQlException.execution("query processing would load too many samples into memory in query execution");
    }

    long held() {
        return held;
    }

    /// Forgets what was held for the way to a result and is no longer needed.
    void settle(long stillHeld) {
        held = stillHeld;
        room.hold(held);
    }

    long peak() {
        return peak;
    }

    long read() {
        return read;
    }
}
