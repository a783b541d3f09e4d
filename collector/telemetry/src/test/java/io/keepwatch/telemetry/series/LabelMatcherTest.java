package io.keepwatch.telemetry.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.keepwatch.telemetry.series.LabelMatcher.Operator;
import org.junit.jupiter.api.Test;

class LabelMatcherTest {

    @Test
    void an_expression_matches_the_whole_value_and_its_dot_a_newline() {
        var matcher = new LabelMatcher("path", Operator.MATCHES, "/a.b|/c");

        assertThat(matcher.matches("/a\nb")).isTrue();
        assertThat(matcher.matches("/c")).isTrue();
        assertThat(matcher.matches("/c/d")).isFalse();
        assertThat(new LabelMatcher("path", Operator.NOT_MATCHES, ".+").matches(Labels.EMPTY)).isTrue();
    }

    @Test
    void an_expression_that_would_take_minutes_to_compile_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LabelMatcher("path", Operator.MATCHES, "a|".repeat(50_001)))
                .withMessageContaining("100002 characters; use at most 100000");
        assertThat(new LabelMatcher("path", Operator.EQUAL, "a".repeat(900_000)).matches("b")).isFalse();
    }
}
