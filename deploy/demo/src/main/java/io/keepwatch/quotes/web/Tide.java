package io.keepwatch.quotes.web;

import java.time.Instant;
import java.util.Random;

/// How many visitors come per second: a wave over the day, a smaller one over half an hour, and some weather.
final class Tide {

    private static final double DAY_SECONDS = 86_400;
    private static final double BUSIEST_HOUR = 15;
    private static final double RIPPLE_SECONDS = 1_800;

    private final double mean;
    private final Random random;
    private double weather;

    Tide(double mean, Random random) {
        this.mean = mean;
        this.random = random;
    }

    /// Never below a third of the mean nor above the double of it.
    double rateAt(Instant now) {
        double second = now.getEpochSecond() % DAY_SECONDS;
        double day = 0.25 * Math.cos(2 * Math.PI * (second / DAY_SECONDS - BUSIEST_HOUR / 24));
        double ripple = 0.08 * Math.sin(2 * Math.PI * second / RIPPLE_SECONDS);
        return mean * Math.clamp(1 + day + ripple + weather, 1 / 3.0, 2);
    }

    /// Seconds until the next visitor: arrivals are independent of each other, and of how long answers take.
    double gap(Instant now) {
        weather = 0.999 * weather + 0.004 * random.nextGaussian();
        return -Math.log(1 - random.nextDouble()) / rateAt(now);
    }
}
