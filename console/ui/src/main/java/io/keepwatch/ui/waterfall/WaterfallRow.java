package io.keepwatch.ui.waterfall;

import java.util.List;

/// One row of the picture.
sealed interface WaterfallRow {

    int depth();

    /// A span at its place.
    record OfSpan(SpanNode node, int depth) implements WaterfallRow {}

    /// Many spans of one kind beside each other, as one row that can be unfolded.
    ///
    /// @param members in order of start
    record Repeated(List<SpanNode> members, int depth) implements WaterfallRow {
        SpanNode first() {
            return members.getFirst();
        }
    }

    /// A parent that was not received, above the spans that name it.
    record Missing(String spanId, List<SpanNode> children, int depth) implements WaterfallRow {}
}
