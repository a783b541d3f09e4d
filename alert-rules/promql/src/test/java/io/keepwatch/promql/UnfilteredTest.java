package io.keepwatch.promql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnfilteredTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            up                                        | up
            up == 0                                   | up == bool 0
            up == bool 0                              | up == bool 0
            rate(x[5m]) / rate(y[5m]) > 0.05          | rate(x[5m]) / rate(y[5m]) > bool 0.05
            a > 1 and on (job) b > 2                  | a > bool 1 and on (job) b > bool 2
            a > 1 unless b > 2                        | (a > bool 1)
            a > 1 unless absent(b)                    | (a > bool 1)
            a > 1 and absent(b)                       | (a > bool 1)
            a == 0 or absent(a)                       | (a == bool 0)
            absent(a) or a == 0                       | (a == bool 0)
            count by (job) (up == 0) > 2              | count by (job) (up == bool 0) > bool 2
            topk(3, a + b) * 2 > 1                    | (a + b) * 2 > bool 1
            max_over_time((x > 5)[1h:]) > 7           | max_over_time((x > bool 5)[1h:]) > bool 7
            a > on (x) group_left (v) b               | a > bool on (x) group_left (v) b
            """)
    void asksForWhichSeriesAConditionCouldBeDecided(String query, String unfiltered) {
        assertThat(Unfiltered.of(query)).hasValue(PromQlEngine.format(unfiltered));
    }

    @ParameterizedTest
    @ValueSource(strings = {"absent(up)", "absent_over_time(up[1h]) == 1", "count_values(\"v\", up) > 3", "absent(up) + 1"})
    void saysNothingOfAConditionThatHoldsBecauseThereIsNoData(String query) {
        assertThat(Unfiltered.of(query)).isEmpty();
    }
}
