package io.keepwatch.ui.waterfall;

import io.keepwatch.ui.waterfall.WaterfallRow.Missing;
import io.keepwatch.ui.waterfall.WaterfallRow.OfSpan;
import io.keepwatch.ui.waterfall.WaterfallRow.Repeated;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The rows of a trace from top to bottom: its spans, a row above those whose parent is missing and, in a trace that nobody
/// could scroll through, repeats of a span gathered into one row. As [TraceTree], nothing here recurses.
final class WaterfallRows {

    /// from here on repeats are gathered
    static final int TOO_MANY = 5_000;
    /// fewer of a kind stay as they are
    static final int MANY_OF_A_KIND = 10;

    private final boolean gather;
    private final List<WaterfallRow> rows = new ArrayList<>();
    private final Deque<WaterfallRow> open = new ArrayDeque<>();

    private WaterfallRows(boolean gather) {
        this.gather = gather;
    }

    static List<WaterfallRow> of(TraceTree tree) {
        return of(tree, TOO_MANY);
    }

    static List<WaterfallRow> of(TraceTree tree, int tooMany) {
        var rows = new WaterfallRows(tree.inOrder().size() > tooMany);
        rows.walk(tree.roots());
        return List.copyOf(rows.rows);
    }

    private void walk(List<SpanNode> roots) {
        push(tops(roots));
        while (!open.isEmpty()) {
            WaterfallRow row = open.pop();
            rows.add(row);
            int below = row.depth() + 1;
            push(switch (row) {
                case OfSpan(SpanNode node, int _) -> gathered(node.children(), below);
                case Missing(String _, List<SpanNode> children, int _) -> gathered(children, below);
                case Repeated(List<SpanNode> members, int _) -> each(members, below);
            });
        }
    }

    private void push(List<WaterfallRow> below) {
        below.reversed().forEach(open::push);
    }

    private List<WaterfallRow> tops(List<SpanNode> roots) {
        List<WaterfallRow> tops = new ArrayList<>(gathered(roots.stream().filter(root -> !root.parentMissing()).toList(), 0));
        Map<String, List<SpanNode>> orphans = new LinkedHashMap<>();
        roots.stream().filter(SpanNode::parentMissing)
                .forEach(root -> orphans.computeIfAbsent(root.span().parentSpanId(), _ -> new ArrayList<>()).add(root));
        orphans.forEach((parent, children) -> tops.add(new Missing(parent, children, 0)));
        return tops;
    }

    private List<WaterfallRow> gathered(List<SpanNode> siblings, int depth) {
        if (!gather || siblings.size() < MANY_OF_A_KIND) {
            return each(siblings, depth);
        }
        record Kind(String service, String name, String kind) {}
        Map<Kind, List<SpanNode>> kinds = new LinkedHashMap<>();
        siblings.forEach(node -> kinds.computeIfAbsent(new Kind(node.span().service(), node.span().name(), node.span().kind()),
                _ -> new ArrayList<>()).add(node));
        List<WaterfallRow> result = new ArrayList<>();
        for (List<SpanNode> members : kinds.values()) {
            result.addAll(members.size() < MANY_OF_A_KIND ? each(members, depth) : List.of(new Repeated(members, depth)));
        }
        return result;
    }

    private static List<WaterfallRow> each(List<SpanNode> nodes, int depth) {
        return nodes.stream().<WaterfallRow>map(node -> new OfSpan(node, depth)).toList();
    }
}
