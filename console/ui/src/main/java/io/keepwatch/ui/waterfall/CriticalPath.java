package io.keepwatch.ui.waterfall;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What the trace's length consists of: walking back from the end, at each moment the span that the rest was waiting for.
/// Shortening anything else would not have made the trace shorter.
///
/// @param stretches for each span on the path, the part of it that was waited for
/// @param own       when a span itself, none of its children, was waited for; together they are the whole path
public record CriticalPath(Map<SpanNode, Stretch> stretches, List<Stretch> own) {

    /// Times from the start of the trace.
    public record Stretch(SpanNode node, long startNanos, long endNanos) {
        public long nanos() {
            return endNanos - startNanos;
        }
    }

    public static CriticalPath of(TraceTree tree) {
        Map<SpanNode, Stretch> stretches = new HashMap<>();
        List<Stretch> own = new ArrayList<>();
        Deque<Stretch> open = new ArrayDeque<>(waitedFor(tree.roots(), Long.MIN_VALUE, Long.MAX_VALUE));
        while (!open.isEmpty()) {
            Stretch stretch = open.pop();
            SpanNode node = stretch.node;
            stretches.put(node, stretch);
            long cursor = stretch.endNanos;
            for (Stretch child : waitedFor(node.children(), node.startNanos(), stretch.endNanos)) {
                add(own, node, child.endNanos, cursor);
                open.push(child);
                cursor = child.startNanos;
            }
            add(own, node, node.startNanos(), cursor);
        }
        own.sort(Comparator.comparingLong(Stretch::startNanos));
        return new CriticalPath(Map.copyOf(stretches), List.copyOf(own));
    }

    /// Of concurrent spans the one that ended last, then the one that ended last before that began, and so on.
    private static List<Stretch> waitedFor(List<SpanNode> children, long from, long to) {
        List<SpanNode> lastFirst = new ArrayList<>(children);
        lastFirst.sort(Comparator.comparingLong(SpanNode::endNanos).reversed());
        List<Stretch> chain = new ArrayList<>();
        long cursor = to;
        for (SpanNode child : lastFirst) {
            // work that outlives its parent was waited for only while the parent lasted
            long start = Math.max(child.startNanos(), from);
            long end = Math.min(child.endNanos(), to);
            if (end <= cursor && start < end) {
                chain.add(new Stretch(child, start, end));
                cursor = start;
            }
        }
        return chain;
    }

    private static void add(List<Stretch> own, SpanNode node, long start, long end) {
        if (end > start) {
            own.add(new Stretch(node, start, end));
        }
    }

    /// How long each span itself was waited for.
    public Map<SpanNode, Long> ownNanos() {
        Map<SpanNode, Long> sums = new HashMap<>();
        own.forEach(stretch -> sums.merge(stretch.node, stretch.nanos(), Long::sum));
        return sums;
    }
}
