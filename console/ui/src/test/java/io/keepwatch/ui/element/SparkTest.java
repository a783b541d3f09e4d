package io.keepwatch.ui.element;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SparkTest {

    @Test
    void gaps_stay_gaps() {
        String path = Spark.path(List.of(1.0, 1.0, Double.NaN, 1.0, 1.0));
        assertThat(path.chars().filter(c -> c == 'M')).hasSize(2);
    }

    @Test
    void nothing_at_all_is_an_empty_path_and_zero_is_a_line_at_the_bottom() {
        assertThat(Spark.path(List.of())).isEmpty();
        assertThat(Spark.path(List.of(0.0, 0.0))).isEqualTo("M0.0 17.0L76.0 17.0");
    }
}
