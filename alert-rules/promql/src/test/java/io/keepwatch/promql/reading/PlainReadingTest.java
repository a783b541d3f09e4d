package io.keepwatch.promql.reading;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.promql.syntax.FunctionSignature;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlainReadingTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            up                                          | up
            up{job="api",code!~"5..",x=""}              | up where job is "api", code does not match "5.." and x is empty
            {__name__=~"a.*",job!="b"}                  | every series where the name matches "a.*" and job is not "b"
            {"http.server"}                             | "http.server"
            up[5m]                                      | the samples of the last 5m of up
            up offset 1h                                | up 1h earlier
            up{a="b"} offset -1h                        | (up where a is "b") 1h later
            up @ 0 offset 5m                            | up as of 5m before 1970-01-01T00:00:00Z
            rate(up[5m] @ end())                        | the increase per second over 5m of (up as of the end of the time asked for)
            sum by (job, code) (rate(errors[5m]))       | the sum for each job and code of the increase per second over 5m of errors
            sum(a) / sum(b)                             | (the sum over all series of a) divided by (the sum over all series of b)
            sum(a / b)                                  | the sum over all series of (a divided by b)
            a + b * c                                   | a plus (b times c)
            (a + b) * 100                               | (a plus b) times 100
            -a ^ 2                                      | minus (a to the power of 2)
            topk(3, a)                                  | the 3 series with the greatest values over all series of a
            count_values without (pod) ("v", a)         | the number of series with each value (named by the label "v") for each set of labels without pod of a
            histogram_quantile(0.95, sum by (le) (x))   | the 0.95 quantile of the histogram in the sum for each le of x
            max_over_time(rate(a[1m])[1h:30s])          | the greatest value in 1h in steps of 30s of the increase per second over 1m of a
            max_over_time(a[1h:])                       | the greatest value in 1h in steps of the usual length of a
            up == 0                                     | up where it is 0
            5 > up                                      | up where it is less than 5
            a >= b                                      | a where it is at least b
            a > bool 1                                  | 1 where a is greater than 1, else 0
            a and on (job) b                            | a where there is also b, matched by job
            a unless b                                  | a where there is no b, matched by all labels
            a or b                                      | a or, where there is none, b, matched by all labels
            a * on (pod) group_left (node) b            | a times b, matched by pod, many on the left to one on the right, which adds its node
            a / ignoring (code) b                       | a divided by b, matched by all labels but code
            round(a)                                    | the nearest whole number to a
            round(a, 5)                                 | the nearest multiple of 5 to a
            clamp(a + b, 0, 1)                          | the value, kept between 0 and 1, of (a plus b)
            hour() > 8                                  | the hour of the day in UTC where it is greater than 8
            time() - timestamp(a)                       | the Unix time minus (the Unix time of the samples of a)
            label_join(a, "x", "-", "b", "c")           | with the label "x" made of the labels "b" and "c" with "-" between them, a
            predict_linear(free[1h], 3600) < 0          | (the value expected 3600 seconds ahead by the straight line through 1h of free) where it is less than 0
            quantile_over_time(0.9, (a[5m]))            | the 0.9 quantile over 5m of a
            sort_by_label(a, "x")                       | sort_by_label of a and "x"
            """)
    void aQueryIsToldInWords(String query, String words) {
        assertThat(PlainReading.of(query)).isEqualTo(words);
    }

    @Test
    void everyFunctionHasWords() {
        assertThat(FunctionSignature.known()).filteredOn(function -> !function.experimental()).extracting(FunctionSignature::name)
                .allMatch(FunctionWords::knows);
    }
}
