package io.keepwatch.ui.services.health;

import io.keepwatch.telemetry.services.ServiceSummary;
import java.util.Comparator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One service and what is to be said about it.
///
/// @param range  over the page's range: sparklines, version, last span
/// @param now    over [Windows#recent]: the figures it is judged by
/// @param since  when its trouble began, null without trouble or when that cannot be told
/// @param normal null when nothing is known about it
public record Health(
        ServiceSummary range, ServiceSummary now, State state, Trouble trouble, @Nullable Onset since, @Nullable Normal normal) {

    /// A share of failed requests from which someone should look.
    public static final double WARNING_SHARE = 0.01;
    /// A share of failed requests that users notice for certain.
    public static final double CRITICAL_SHARE = 0.1;
    private static final int FEW_FAILURES = 3;
    private static final int FEW_REQUESTS = 10;
    /// A p95 this many times the normal one, and this much longer, is slow.
    private static final double SLOW_FACTOR = 3;
    static final double SLOW_NANOS = 100e6;

    /// Worst first; among the good ones the busiest first.
    public static final Comparator<Health> WORST_FIRST = Comparator.comparing(Health::state)
            .thenComparing(health -> health.now.errorShare(), Comparator.reverseOrder())
            .thenComparing(health -> health.now.requestRate(), Comparator.reverseOrder())
            .thenComparing(Health::name);

    /// Judges by the figures; [#since] is not known yet.
    static Health judge(ServiceSummary range, ServiceSummary now, @Nullable Normal normal, Windows windows) {
        if (range.lastSpan().isBefore(windows.silentBefore())) {
            return new Health(range, now, State.STALE, Trouble.SILENT, null, normal);
        }
        if (now.errors() >= FEW_FAILURES && now.errorShare() >= CRITICAL_SHARE) {
            return new Health(range, now, State.CRITICAL, Trouble.FAILING, null, normal);
        }
        if (now.errors() > 1 && now.errorShare() >= WARNING_SHARE) {
            return new Health(range, now, State.WARNING, Trouble.FAILING, null, normal);
        }
        if (normal != null && now.requests() >= FEW_REQUESTS && slow(now.p95Nanos(), normal.p95Nanos())) {
            return new Health(range, now, State.WARNING, Trouble.SLOW, null, normal);
        }
        return new Health(range, now, now.requests() == 0 ? State.IDLE : State.GOOD, Trouble.NONE, null, normal);
    }

    static boolean slow(double p95, double normal) {
        return p95 >= SLOW_FACTOR * normal && p95 - normal >= SLOW_NANOS;
    }

    /// Whether the figures alone can tell that all is well; if not, its history must be read.
    static boolean suspicious(ServiceSummary now) {
        return now.errors() > 1 && now.errorShare() >= WARNING_SHARE || now.p95Nanos() >= SLOW_NANOS;
    }

    Health began(@Nullable Onset onset) {
        return new Health(range, now, state, trouble, onset, normal);
    }

    public String name() {
        return range.name();
    }

    public boolean slow() {
        return trouble == Trouble.SLOW || normal != null && slow(now.p95Nanos(), normal.p95Nanos());
    }

    public Optional<Onset> onset() {
        return Optional.ofNullable(since);
    }
}
