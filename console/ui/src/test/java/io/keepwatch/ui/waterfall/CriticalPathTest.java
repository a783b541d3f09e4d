package io.keepwatch.ui.waterfall;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CriticalPathTest {

    @Test
    void goes_through_the_span_that_ended_last_of_those_that_ran_side_by_side() {
        var tree = new TestTrace()
                .span("root", "", "GET", 0, 100)
                .span("fast", "root", "fast", 10, 40)
                .span("slow", "root", "slow", 10, 80)
                .tree();

        assertThat(own(tree)).containsExactly("GET 0-10", "slow 10-80", "GET 80-100");
        assertThat(CriticalPath.of(tree).stretches().keySet()).extracting(SpanNode::id).containsExactlyInAnyOrder("root", "slow");
    }

    @Test
    void chains_what_ran_one_after_the_other() {
        var tree = new TestTrace()
                .span("root", "", "GET", 0, 100)
                .span("a", "root", "a", 0, 30)
                .span("b", "root", "b", 30, 90)
                .span("b1", "b", "b1", 40, 90)
                .tree();

        assertThat(own(tree)).containsExactly("a 0-30", "b 30-40", "b1 40-90", "GET 90-100");
    }

    @Test
    void work_that_outlives_its_parent_counts_only_while_the_parent_lasted() {
        var tree = new TestTrace()
                .span("root", "", "GET", 0, 100)
                .span("late", "root", "send mail", 60, 250)
                .tree();

        assertThat(own(tree)).containsExactly("GET 0-60", "send mail 60-100");
    }

    @Test
    void together_the_parts_are_as_long_as_the_root() {
        var tree = new TestTrace()
                .span("root", "", "GET", 0, 1_842)
                .span("a", "root", "a", 5, 900)
                .span("a1", "a", "a1", 10, 500)
                .span("a2", "a", "a2", 300, 880)
                .span("b", "root", "b", 700, 1_800)
                .tree();

        assertThat(CriticalPath.of(tree).own().stream().mapToLong(CriticalPath.Stretch::nanos).sum()).isEqualTo(1_842_000_000L);
    }

    @Test
    void is_found_in_a_trace_as_deep_as_it_is_long() {
        var trace = new TestTrace().span("s0", "", "s0", 0, 20_000);
        for (int i = 1; i < 20_000; i++) {
            trace.span("s" + i, "s" + (i - 1), "s" + i, i, 20_000);
        }

        assertThat(CriticalPath.of(trace.tree()).stretches()).hasSize(20_000);
    }

    private static List<String> own(TraceTree tree) {
        return CriticalPath.of(tree).own().stream()
                .map(part -> part.node().span().name() + " " + part.startNanos() / 1_000_000 + "-" + part.endNanos() / 1_000_000)
                .toList();
    }
}
