package io.keepwatch.ingest.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class BucketsTest {

    @Test
    void explicit_buckets_become_cumulative() {
        var buckets = Buckets.explicit(HistogramDataPoint.newBuilder()
                .addAllExplicitBounds(List.of(1.0, 5.0)).addAllBucketCounts(List.of(2L, 3L, 4L)).build());
        assertThat(text(buckets)).isEqualTo("1:2 5:5");
    }

    @Test
    void an_explicit_bound_of_infinity_is_the_bucket_that_every_histogram_has() {
        var buckets = Buckets.explicit(HistogramDataPoint.newBuilder()
                .addAllExplicitBounds(List.of(1.0, Double.POSITIVE_INFINITY)).addAllBucketCounts(List.of(2L, 3L, 0L)).build());
        assertThat(text(buckets)).isEqualTo("1:2");
    }

    @Test
    void exponential_buckets_end_at_powers_of_the_base() {
        // scale 0, base 2: (1,2] (2,4] (4,8]
        assertThat(text(exponential(0, 0, 0, List.of(1L, 0L, 2L), 0, List.of()))).isEqualTo("1:0 2:1 4:1 8:3");
        // scale 1, base √2
        assertThat(text(exponential(1, 0, 0, List.of(1L, 1L), 0, List.of()))).isEqualTo("1:0 1.4142135623730951:1 2:2");
        // scale -1, base 4
        assertThat(text(exponential(-1, 0, -1, List.of(1L, 1L), 0, List.of()))).isEqualTo("0.25:0 1:1 4:2");
    }

    @Test
    void negative_buckets_come_first_and_zero_between() {
        // (-4,-2] has 2, (-2,-1] has 1, zero has 5, (1,2] has 7
        assertThat(text(exponential(0, 5, 0, List.of(7L), 0, List.of(1L, 2L)))).isEqualTo("-2:2 -1:3 0:8 1:8 2:15");
    }

    @Test
    void many_buckets_are_scaled_down_and_keep_their_counts() {
        var buckets = exponential(4, 0, -500, LongStream.generate(() -> 1).limit(1000).boxed().toList(), 0, List.of());
        assertThat(buckets.bounds()).hasSizeLessThanOrEqualTo(Buckets.MOST_EXPONENTIAL + 1).isSorted();
        assertThat(buckets.cumulative()[buckets.cumulative().length - 1]).isEqualTo(1000);
    }

    @Test
    void boundaries_beyond_any_double_and_absurd_scales_do_no_harm() {
        assertThat(text(exponential(0, 0, 1023, List.of(1L, 1L, 1L), 0, List.of()))).startsWith("89884656743115").endsWith(":0");
        for (int scale : new int[] {Integer.MIN_VALUE, -40, -11, 20, 62, 63, 64, Integer.MAX_VALUE}) {
            for (int offset : new int[] {Integer.MIN_VALUE, -1, 0, Integer.MAX_VALUE}) {
                var buckets = exponential(scale, 1, offset, List.of(1L, 2L), offset, List.of(3L));
                assertThat(buckets.bounds()).isSorted().doesNotHaveDuplicates().doesNotContain(Double.NaN);
            }
        }
    }

    private static Buckets exponential(int scale, long zero, int positiveOffset, List<Long> positive, int negativeOffset, List<Long> negative) {
        var point = ExponentialHistogramDataPoint.newBuilder().setScale(scale).setZeroCount(zero);
        point.getPositiveBuilder().setOffset(positiveOffset).addAllBucketCounts(positive);
        point.getNegativeBuilder().setOffset(negativeOffset).addAllBucketCounts(negative);
        return Buckets.exponential(point.build());
    }

    private static String text(Buckets buckets) {
        return IntStream.range(0, buckets.bounds().length)
                .mapToObj(i -> NumberText.plain(buckets.bounds()[i]) + ":" + NumberText.plain(buckets.cumulative()[i]))
                .collect(Collectors.joining(" "));
    }
}
