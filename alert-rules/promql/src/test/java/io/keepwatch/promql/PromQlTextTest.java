package io.keepwatch.promql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class PromQlTextTest {

    @Test
    void anAppendedValueIsTheOneOfTheApi() {
        var random = new Random(3);
        DoubleStream.concat(
                DoubleStream.of(0, -0.0, 1, -1, 1e15, -1e15, 1e21, 1e-3, 9.99e-4, 1e-6, 1e-7, 1e7, 12345678.5, 0.1, Double.NaN, Double.MAX_VALUE,
                        Double.MIN_VALUE, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Long.MAX_VALUE, 1L << 53),
                DoubleStream.generate(() -> Double.longBitsToDouble(random.nextLong())).limit(10_000)).forEach(value -> {
                    var text = new StringBuilder();
                    PromQlText.appendJson(text, value);
                    assertThat(text).hasToString(PromQlText.json(value));
                });
    }
}
