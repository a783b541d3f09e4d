package io.keepwatch.promql.eval;

import io.keepwatch.promql.PromQlException;
import io.keepwatch.promql.QueryLimits;
import io.keepwatch.telemetry.series.QueryControl;
import java.time.Clock;
import java.util.function.BooleanSupplier;

/// Counts what a query reads and holds, and ends it when that is too much, too late or no longer wanted.
final class Budget implements QueryControl {

    private final QueryLimits limits;
    private final BooleanSupplier cancelled;
    private final Clock clock;
    private final long deadlineMillis;
    private long held;
    private long peak;
    private long read;
    private long series;

    Budget(QueryLimits limits, BooleanSupplier cancelled, Clock clock) {
        this.limits = limits;
        this.cancelled = cancelled;
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
        if (held + samples > limits.maxSamples()) {
            throw tooManySamples();
        }
    }

    void hold(long samples) {
        held += samples;
        peak = Math.max(peak, held);
        if (held > limits.maxSamples()) {
            throw tooManySamples();
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
    }

    long peak() {
        return peak;
    }

    long read() {
        return read;
    }
}
