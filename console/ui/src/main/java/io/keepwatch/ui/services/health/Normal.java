package io.keepwatch.ui.services.health;

import io.keepwatch.telemetry.services.RedSeries;
import io.keepwatch.telemetry.services.ServiceSummary;
import java.util.Arrays;
import java.util.Optional;

/// What a service does on an ordinary day.
///
/// @param basis how that is known, in words: "yesterday at this time"
public record Normal(double requestRate, double errorShare, double p95Nanos, String basis) {

    private static final long ENOUGH_REQUESTS = 100;
    private static final int ENOUGH_BUCKETS = 30;

    /// From the same hour a day before; empty when there was too little traffic.
    static Optional<Normal> yesterday(ServiceSummary then) {
        return then.requests() < ENOUGH_REQUESTS ? Optional.empty()
                : Optional.of(new Normal(then.requestRate(), then.errorShare(), then.p95Nanos(), "the hour at this time yesterday"));
    }

    /// From the calm quarter of what was read: a quarter of the time was no worse than this. A trouble that lasts
    /// longer than three quarters of it cannot be told from normal.
    static Optional<Normal> calmQuarter(RedSeries red) {
        double[] shares = shares(red);
        double[] p95 = known(red.p95());
        if (p95.length < ENOUGH_BUCKETS) {
            return Optional.empty();
        }
        double[] rates = Arrays.stream(red.requestRate()).filter(rate -> rate > 0).sorted().toArray();
        return Optional.of(new Normal(rates[rates.length / 2], quarter(known(shares)), quarter(p95), "the calm quarter of the time read"));
    }

    /// Failed share per step, NaN without requests.
    public static double[] shares(RedSeries red) {
        double[] shares = new double[red.requestRate().length];
        for (int i = 0; i < shares.length; i++) {
            shares[i] = red.requestRate()[i] > 0 ? red.errorRate()[i] / red.requestRate()[i] : Double.NaN;
        }
        return shares;
    }

    private static double[] known(double[] values) {
        return Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
    }

    private static double quarter(double[] sorted) {
        return sorted[sorted.length / 4];
    }
}
