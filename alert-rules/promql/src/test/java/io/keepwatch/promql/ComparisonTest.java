package io.keepwatch.promql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ComparisonTest {

    @Test
    void finds_the_value_and_the_threshold_of_a_condition() {
        assertThat(Comparison.of("sum(rate(a[5m])) / sum(rate(b[5m])) > 0.05")).singleElement().satisfies(comparison -> {
            assertThat(comparison.value()).isEqualTo("sum(rate(a[5m])) / sum(rate(b[5m]))");
            assertThat(comparison.threshold()).isEqualTo(0.05);
            assertThat(comparison.falling()).isFalse();
            assertThat(comparison.holds(0.06, 0.05)).isTrue();
        });
    }

    @Test
    void finds_all_of_a_condition_of_several() {
        assertThat(Comparison.of("((a > 0.5) and b >= 30) unless c == 1")).extracting(Comparison::value).containsExactly("a", "b", "c");
        assertThat(Comparison.of("a > on (host) b")).singleElement().satisfies(comparison -> {
            assertThat(comparison.bound()).isEqualTo("b");
            assertThat(comparison.threshold()).isNull();
        });
        assertThat(Comparison.of("sum(a > 5)")).as("decides nothing").isEmpty();
        assertThat(Comparison.of("a > bool 5")).as("always returns").isEmpty();
    }

    @Test
    void a_number_at_the_left_is_the_bound_all_the_same() {
        assertThat(Comparison.of("-5 < a").getFirst()).isEqualTo(new Comparison("a", ">", "-5", -5.0, new Position(0, 2)));
    }

    @Test
    void the_threshold_is_replaced_where_it_stands() {
        String query = "a > 0.05 # five percent\n  and b > 1";
        assertThat(Comparison.of(query).getFirst().with(query, 0.03)).isEqualTo("a > 0.03 # five percent\n  and b > 1");
        assertThat(Comparison.of(query).getLast().with(query, 20)).isEqualTo("a > 0.05 # five percent\n  and b > 20");
    }
}
