package io.keepwatch.clickhouse.reading;

import io.keepwatch.telemetry.SearchTooBroadException;
import io.keepwatch.telemetry.series.QueryControl;
import java.time.Duration;

/// What a page may read of samples before it shows an error instead.
final class PageLimits implements QueryControl {

    private static final long MOST_SAMPLES = 20_000_000;
    private static final Duration LONGEST = Duration.ofSeconds(15);

    private final long begun = System.nanoTime();
    private long samples;

    @Override
    public void check() {
        if (System.nanoTime() - begun > LONGEST.toNanos()) {
            throw new SearchTooBroadException("The search took longer than 15 s; choose a shorter time range or add a filter on a label", null);
        }
    }

    @Override
    public void samplesRead(int series, long more) {
        samples += more;
        if (samples > MOST_SAMPLES) {
            throw new SearchTooBroadException("The search reads more than " + MOST_SAMPLES
                    + " samples; choose a shorter time range or add a filter on a label", null);
        }
    }

    long samples() {
        return samples;
    }
}
