package io.keepwatch.ui.waterfall;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TraceTreeTest {

    @Test
    void puts_parents_before_children_and_children_in_order_of_start() {
        var tree = new TestTrace()
                .span("child1", "root", "first", 10, 20)
                .span("grandchild", "child1", "deep", 12, 14)
                .span("root", "", "GET", 0, 100)
                .span("child2", "root", "second", 30, 40)
                .tree();

        assertThat(tree.inOrder()).extracting(SpanNode::id).containsExactly("root", "child1", "grandchild", "child2");
    }

    @Test
    void a_span_whose_parent_was_not_received_stands_behind_the_root_and_says_so() {
        var tree = new TestTrace()
                .span("orphan", "gone", "SELECT", 5, 9)
                .span("root", "", "GET", 10, 100)
                .tree();

        assertThat(tree.roots()).extracting(SpanNode::id).containsExactly("root", "orphan");
        assertThat(tree.find("orphan").orElseThrow().parentMissing()).isTrue();
        assertThat(tree.rootMissing()).isFalse();
    }

    @Test
    void spans_that_name_each_other_as_parent_are_all_shown_once() {
        var tree = new TestTrace().span("a", "b", "a", 0, 10).span("b", "a", "b", 0, 10).span("a", "b", "a", 0, 10)
                .span("self", "self", "self", 2, 5).span("leaf", "a", "leaf", 1, 2).tree();

        assertThat(tree.inOrder()).extracting(SpanNode::id).containsExactly("a", "b", "leaf", "self");
    }

    @Test
    void a_server_that_seems_to_answer_before_it_was_asked_is_moved_into_the_call_with_all_below_it() {
        var tree = new TestTrace()
                .span("call", "", "quotes-web", "Client", "POST", 100, 200)
                .span("work", "call", "quotes-api", "Server", "POST /v1/quotes", 60, 140)
                .span("sql", "work", "quotes-api", "Client", "INSERT", 70, 90)
                .tree();

        // 100 ms of call around 80 ms of work: 10 ms before and after
        assertThat(tree.find("work").orElseThrow().startNanos()).isEqualTo(50_000_000L);
        assertThat(tree.find("sql").orElseThrow().startNanos()).isEqualTo(60_000_000L);
        assertThat(tree.largestSkewNanos()).isEqualTo(50_000_000L);
    }

    @Test
    void a_server_that_only_ends_after_it_was_answered_is_left_where_it_is() {
        var tree = new TestTrace()
                .span("call", "", "quotes-web", "Client", "POST", 0, 100)
                .span("work", "call", "quotes-api", "Server", "POST /v1/quotes", 40, 101)
                .tree();

        assertThat(tree.largestSkewNanos()).isZero();
    }

    @Test
    void a_consumer_that_works_long_after_its_producer_is_left_where_it_is() {
        var tree = new TestTrace()
                .span("send", "", "shop", "Producer", "send", 0, 10)
                .span("work", "send", "mail", "Consumer", "process", 5_000, 5_100)
                .tree();

        assertThat(tree.largestSkewNanos()).isZero();
        assertThat(tree.durationNanos()).isEqualTo(5_100_000_000L);
    }
}
