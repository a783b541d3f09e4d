package io.keepwatch.ui.waterfall;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.telemetry.traces.Span;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SpanTreeTest {

    private static final Instant START = Instant.parse("2026-11-20T02:36:41Z");

    @Test
    void parents_before_children_and_children_by_start() {
        var rows = rows(span("late", "root", 50, 10), span("root", "", 0, 100), span("early", "root", 10, 20), span("deep", "early", 12, 5));
        assertThat(ids(rows)).containsExactly("root", "early", "deep", "late");
        assertThat(rows).extracting(SpanTree.Row::depth).containsExactly(0, 1, 2, 1);
    }

    @Test
    void a_span_whose_parent_was_not_received_is_shown_and_says_so() {
        var rows = rows(span("root", "", 0, 100), span("orphan", "never-came", 20, 10));
        assertThat(ids(rows)).containsExactly("root", "orphan");
        assertThat(rows).extracting(SpanTree.Row::parentMissing).containsExactly(false, true);
    }

    @Test
    void circles_and_duplicates_give_each_span_once() {
        var rows = rows(span("a", "b", 0, 10), span("b", "a", 1, 10), span("self", "self", 2, 10), span("root", "", 3, 10), span("root", "", 3, 10));
        assertThat(ids(rows)).containsExactlyInAnyOrder("a", "b", "self", "root");
    }

    @Test
    void the_critical_path_is_what_the_end_waited_for() {
        var rows = rows(span("root", "", 0, 100), span("first", "root", 0, 40), span("beside", "root", 5, 20), span("second", "root", 45, 55),
                span("inner", "second", 50, 50));
        assertThat(ids(rows.stream().filter(SpanTree.Row::critical).toList())).containsExactly("root", "first", "second", "inner");
    }

    @Test
    void a_chain_of_twenty_thousand_spans_does_not_overflow() {
        var spans = new ArrayList<Span>();
        for (int i = 0; i < 20_000; i++) {
            spans.add(span("s" + i, i == 0 ? "" : "s" + (i - 1), i, 20_000 - i));
        }
        Collections.shuffle(spans, new Random(7));
        var rows = SpanTree.rows(spans);
        assertThat(rows).hasSize(20_000);
        assertThat(rows.getLast().depth()).isEqualTo(19_999);
    }

    private static List<SpanTree.Row> rows(Span... spans) {
        return SpanTree.rows(List.of(spans));
    }

    private static List<String> ids(List<SpanTree.Row> rows) {
        return rows.stream().map(row -> row.span().spanId()).toList();
    }

    private static Span span(String id, String parent, long startMillis, long millis) {
        return new Span("4bf92f3577b34da6a3ce929d0e0e4736", id, parent, "", "name", "Internal", "service", START.plusMillis(startMillis),
                millis * 1_000_000, "Unset", "", "", "", new TreeMap<>(), new TreeMap<>(), List.of(), List.of());
    }
}
