package io.keepwatch.ui.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.dashboards.Variable;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChoiceTest {

    private static final Variable ONE = new Variable.Options("n", "N", List.of("a", "b"), false, false);
    private static final Variable ALL = new Variable.Options("n", "N", List.of("a", "b"), true, true);

    @Test
    void values_with_commas_and_backslashes_survive_the_address() {
        List<String> values = List.of("a,b", "c\\d", "e");
        assertThat(Choice.split(Choice.join(values))).isEqualTo(values);
    }

    @Test
    void without_a_choice_it_is_all_or_the_first() {
        assertThat(Choice.of(ALL, List.of("a", "b"), "").chosen()).isEmpty();
        assertThat(Choice.of(ONE, List.of("a", "b"), "").chosen()).containsExactly("a");
        assertThat(Choice.of(ONE, List.of("a", "b"), "b,a").chosen()).containsExactly("b");
        assertThat(Choice.of(ONE, List.of(), "").ready()).isFalse();
        assertThat(Choice.of(ALL, List.of(), "").ready()).isTrue();
    }
}
