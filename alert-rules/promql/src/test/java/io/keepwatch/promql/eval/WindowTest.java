package io.keepwatch.promql.eval;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.telemetry.series.Labels;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class WindowTest {

    private static final double[] ODD = {Double.NaN, -0.0, 0.0, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};

    /// Windows overlap, skip samples, and are empty at times; each must answer as if it had been looked at alone.
    @Test
    void whatIsCarriedFromWindowToWindowChangesNoAnswer() {
        var random = new Random(11);
        for (int round = 0; round < 200; round++) {
            double[] values = random.doubles(60, 0, 5).map(value -> random.nextInt(6) == 0 ? ODD[random.nextInt(ODD.length)] : Math.floor(value)).toArray();
            long[] times = LongStream.range(0, 60).map(i -> i * 10 + random.nextInt(10)).toArray();
            var series = new RangeSeries(Labels.EMPTY, times, values, false);
            long width = 10 + random.nextInt(200);
            int step = 1 + random.nextInt(120);
            for (boolean greatest : new boolean[] {true, false}) {
                var window = new Window(series);
                for (long end = 0; end < 700; end += step) {
                    window.move(end - width, end, end);
                    if (window.count() > 0) {
                        assertThat(Double.doubleToRawLongBits(window.extreme(greatest))).isEqualTo(Double.doubleToRawLongBits(extreme(window, greatest)));
                        assertThat(window.lostByResets()).isEqualTo(lost(window));
                    }
                }
            }
        }
    }

    private static double extreme(Window window, boolean greatest) {
        double extreme = window.value(0);
        for (double value : window.copy()) {
            if (Double.isNaN(extreme) || (greatest ? value > extreme : value < extreme)) {
                extreme = value;
            }
        }
        return extreme;
    }

    private static double lost(Window window) {
        double lost = 0;
        for (int i = 1; i < window.count(); i++) {
            lost += window.value(i) < window.value(i - 1) ? window.value(i - 1) : 0;
        }
        return lost;
    }
}
