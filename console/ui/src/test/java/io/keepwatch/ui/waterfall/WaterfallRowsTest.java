package io.keepwatch.ui.waterfall;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.ui.waterfall.WaterfallRow.Missing;
import io.keepwatch.ui.waterfall.WaterfallRow.OfSpan;
import io.keepwatch.ui.waterfall.WaterfallRow.Repeated;
import java.util.List;
import org.junit.jupiter.api.Test;

class WaterfallRowsTest {

    @Test
    void repeats_are_gathered_where_the_first_of_them_stands_and_all_still_there() {
        var trace = new TestTrace().span("root", "", "GET /quotes", 0, 1_000).span("begin", "root", "BEGIN", 0, 1);
        for (int i = 0; i < 12; i++) {
            trace.span("select" + i, "root", "SELECT authors", 10 + i, 11 + i).span("fetch" + i, "select" + i, "fetch", 10 + i, 11 + i);
        }
        trace.span("commit", "root", "COMMIT", 900, 901);

        assertThat(words(WaterfallRows.of(trace.tree(), 20))).startsWith("0 GET /quotes", "1 BEGIN", "1 12 × SELECT authors", "2 SELECT authors", "3 fetch")
                .endsWith("1 COMMIT").hasSize(1 + 1 + 1 + 24 + 1);
    }

    @Test
    void a_trace_that_can_be_scrolled_is_left_as_it_is() {
        var trace = new TestTrace().span("root", "", "GET /quotes", 0, 1_000);
        for (int i = 0; i < 12; i++) {
            trace.span("select" + i, "root", "SELECT authors", 10 + i, 11 + i);
        }

        assertThat(WaterfallRows.of(trace.tree())).hasSize(13).allMatch(OfSpan.class::isInstance);
    }

    @Test
    void spans_of_one_parent_that_was_not_received_stand_below_a_row_for_it() {
        var trace = new TestTrace().span("root", "", "GET /quotes", 0, 100)
                .span("a", "gone", "SELECT", 10, 20).span("a1", "a", "fetch", 12, 14).span("b", "gone", "INSERT", 30, 40);

        assertThat(words(WaterfallRows.of(trace.tree()))).containsExactly("0 GET /quotes", "0 missing gone", "1 SELECT", "2 fetch", "1 INSERT");
    }

    @Test
    void a_trace_as_deep_as_it_is_long_has_a_row_for_each_span() {
        var trace = new TestTrace().span("s0", "", "s0", 0, 20_000);
        for (int i = 1; i < 20_000; i++) {
            trace.span("s" + i, "s" + (i - 1), "s" + i, i, 20_000);
        }

        assertThat(WaterfallRows.of(trace.tree())).hasSize(20_000);
    }

    private static List<String> words(List<WaterfallRow> rows) {
        return rows.stream().map(row -> row.depth() + " " + switch (row) {
            case OfSpan(SpanNode node, int _) -> node.span().name();
            case Repeated repeated -> repeated.members().size() + " × " + repeated.first().span().name();
            case Missing missing -> "missing " + missing.spanId();
        }).toList();
    }
}
