package io.keepwatch.ui.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormatTest {

    @Test
    void what_is_counted_is_exact() {
        assertThat(Format.count(19_118)).isEqualTo("19,118");
        assertThat(plain(Format.count(1, "span"))).isEqualTo("1 span");
        assertThat(plain(Format.count(21, "span"))).isEqualTo("21 spans");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            48.5        | 48.5 /s
            0.1         | 0.1 /s
            1240        | 1,240 /s
            12345       | 12.3 k /s
            9999        | 10 k /s
            4560000     | 4.56 M /s
            0           | 0 /s
            NaN         | –
            """)
    void rates_have_at_most_three_significant_digits(double value, String text) {
        assertThat(plain(Format.rate(value))).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0        | 0 %
            0.00001  | <0.01 %
            0.0003   | 0.03 %
            0.0042   | 0.4 %
            0.041    | 4.1 %
            0.31     | 31 %
            0.9949   | 99.4 %
            0.99999  | 99.99 %
            1        | 100 %
            """)
    void a_share_is_0_or_100_only_when_it_is(double share, String text) {
        assertThat(plain(Format.percent(share))).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            840           | 840 ns
            1500          | 1.5 µs
            6100000       | 6.1 ms
            540000000     | 540 ms
            999600000     | 1 s
            1842000000    | 1.84 s
            220000000000  | 3 min 40 s
            """)
    void durations_take_the_unit_that_reads_best(long nanos, String text) {
        assertThat(plain(Format.duration(nanos))).isEqualTo(text);
    }

    @Test
    void spans_are_told_in_milliseconds_up_to_ten_seconds() {
        assertThat(plain(Format.spanDuration(1_842_000_000))).isEqualTo("1,842 ms");
        assertThat(plain(Format.spanDuration(12_000_000_000L))).isEqualTo("12 s");
    }

    @Test
    void ages_have_two_units_and_rough_ages_one() {
        assertThat(plain(Format.age(Duration.ofMinutes(101)))).isEqualTo("1 h 41 min");
        assertThat(plain(Format.age(Duration.ofHours(148)))).isEqualTo("6 d 4 h");
        assertThat(plain(Format.age(Duration.ofSeconds(-3)))).isEqualTo("0 s");
        assertThat(plain(Format.roughAge(Duration.ofMinutes(101)))).isEqualTo("1 h");
    }

    @Test
    void bytes_are_powers_of_ten() {
        assertThat(plain(Format.bytes(512))).isEqualTo("512 B");
        assertThat(plain(Format.bytes(41_200_000))).isEqualTo("41.2 MB");
        assertThat(plain(Format.bytes(999_900))).isEqualTo("1 MB");
    }

    private static String plain(String text) {
        return text.replace(Format.GAP, ' ');
    }
}
