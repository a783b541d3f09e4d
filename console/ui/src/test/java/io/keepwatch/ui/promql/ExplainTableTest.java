package io.keepwatch.ui.promql;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.promql.EvaluatedStep;
import io.keepwatch.promql.Position;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExplainTableTest {

    @Test
    void a_part_alone_is_without_those_right_below_it() {
        var steps = List.of(step(0, 100), step(1, 60), step(2, 50), step(1, 30), step(2, 30));

        assertThat(List.of(0, 1, 2, 3, 4)).extracting(at -> ExplainTable.alone(steps, at).toMillis()).containsExactly(10L, 10L, 50L, 0L, 30L);
    }

    private static EvaluatedStep step(int depth, int millis) {
        return new EvaluatedStep(new Position(0, 1), depth, 1, 1, Duration.ofMillis(millis));
    }
}
