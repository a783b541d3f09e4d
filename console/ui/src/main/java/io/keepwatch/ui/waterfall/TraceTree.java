package io.keepwatch.ui.waterfall;

import io.keepwatch.telemetry.traces.Span;
import io.keepwatch.telemetry.traces.Trace;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The spans of a trace as a tree on one clock. Nothing here recurses: a trace may be as deep as it is long.
public final class TraceTree {

    private final Trace trace;
    private final Instant start;
    private final List<SpanNode> roots;
    private final List<SpanNode> inOrder;
    private final long durationNanos;

    private TraceTree(Trace trace, Instant start, List<SpanNode> roots) {
        this.trace = trace;
        this.start = start;
        this.roots = List.copyOf(roots);
        this.inOrder = preOrder(roots);
        this.durationNanos = inOrder.stream().mapToLong(SpanNode::endNanos).max().orElse(0)
                - Math.min(0, inOrder.stream().mapToLong(SpanNode::startNanos).min().orElse(0));
    }

    /// @param trace has at least one span
    public static TraceTree of(Trace trace) {
        Instant start = trace.spans().stream().map(Span::start).min(Comparator.naturalOrder()).orElseThrow();
        Map<String, SpanNode> nodes = new LinkedHashMap<>();
        Set<String> stored = new HashSet<>();
        trace.spans().forEach(span -> stored.add(span.spanId()));
        for (Span span : trace.spans()) {
            boolean parentMissing = !span.parentSpanId().isEmpty() && !stored.contains(span.parentSpanId());
            // a sender that retried may have stored a span twice
            nodes.putIfAbsent(span.spanId(), new SpanNode(span, parentMissing, Duration.between(start, span.start()).toNanos()));
        }
        var tree = new TraceTree(trace, start, link(nodes));
        tree.inOrder.forEach(ClockSkew::correct);
        // the correction may move a root's descendants beyond the end that was seen first
        return new TraceTree(trace, start, tree.roots);
    }

    private static List<SpanNode> link(Map<String, SpanNode> nodes) {
        List<SpanNode> roots = new ArrayList<>();
        for (SpanNode node : nodes.values()) {
            SpanNode parent = nodes.get(node.span().parentSpanId());
            if (parent == null) {
                roots.add(node);
            } else {
                parent.adopt(node);
            }
        }
        // broken senders name a span's descendant as its parent: each such circle is opened at its earliest span
        Set<SpanNode> reached = new HashSet<>(preOrder(roots));
        for (SpanNode node : nodes.values()) {
            if (!reached.contains(node)) {
                node.leaveParent();
                roots.add(node);
                reached.addAll(preOrder(List.of(node)));
            }
        }
        roots.sort(Comparator.comparing(SpanNode::parentMissing).thenComparing(SpanNode::startNanos));
        return roots;
    }

    private static List<SpanNode> preOrder(List<SpanNode> roots) {
        List<SpanNode> order = new ArrayList<>();
        Deque<SpanNode> open = new ArrayDeque<>(roots);
        while (!open.isEmpty()) {
            SpanNode node = open.pop();
            order.add(node);
            node.children().reversed().forEach(open::push);
        }
        return List.copyOf(order);
    }

    public Trace trace() {
        return trace;
    }

    /// The earliest start as it was sent.
    public Instant start() {
        return start;
    }

    public long durationNanos() {
        return durationNanos;
    }

    /// Spans without a stored parent, the real root first.
    public List<SpanNode> roots() {
        return roots;
    }

    /// The span without parent, or the earliest while that is missing.
    public SpanNode root() {
        return roots.getFirst();
    }

    public boolean rootMissing() {
        return root().parentMissing();
    }

    /// Every span, parents before their children.
    public List<SpanNode> inOrder() {
        return inOrder;
    }

    public Optional<SpanNode> find(@Nullable String spanId) {
        return inOrder.stream().filter(node -> node.id().equals(spanId)).findFirst();
    }

    public List<String> services() {
        return inOrder.stream().map(node -> node.span().service()).distinct().toList();
    }

    /// The largest correction of a clock, 0 when none was needed.
    public long largestSkewNanos() {
        return inOrder.stream().mapToLong(node -> Math.abs(node.skewNanos())).max().orElse(0);
    }
}
