package io.keepwatch.ui.waterfall;

import io.keepwatch.telemetry.traces.Span;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The spans of a trace in the order in which a waterfall shows them: each span before its children, children by start.
/// Whatever senders got wrong (a missing parent, a span that is its own ancestor, one sent twice) still gives a tree with
/// every span in it once.
final class SpanTree {

    /// @param parentMissing it names a parent that was not received
    record Row(Span span, int depth, boolean parentMissing, boolean critical) {}

    private static final Comparator<Span> BY_START =
            Comparator.comparing(Span::start).thenComparing(Span::end, Comparator.reverseOrder());

    private final Map<String, Span> byId = new HashMap<>();
    private final Map<String, List<Span>> children = new HashMap<>();
    private final List<Span> spans;

    private SpanTree(List<Span> stored) {
        for (Span span : stored) {
            byId.putIfAbsent(span.spanId(), span);
        }
        spans = byId.values().stream().sorted(BY_START).toList();
        for (Span span : spans) {
            if (!root(span)) {
                children.computeIfAbsent(span.parentSpanId(), id -> new ArrayList<>()).add(span);
            }
        }
    }

    static List<Row> rows(List<Span> spans) {
        return spans.isEmpty() ? List.of() : new SpanTree(spans).rows();
    }

    private boolean root(Span span) {
        return span.parentSpanId().isEmpty() || !byId.containsKey(span.parentSpanId());
    }

    private List<Row> rows() {
        List<Span> roots = new ArrayList<>(spans.stream().filter(this::root).toList());
        Set<String> critical = roots.isEmpty() ? Set.of() : criticalPath(last(roots));
        var rows = new ArrayList<Row>(spans.size());
        Set<String> seen = new LinkedHashSet<>();
        roots.forEach(root -> walk(root, seen, critical, rows));
        // what is left goes round in circles: start each circle at its earliest span
        spans.forEach(span -> walk(span, seen, critical, rows));
        return rows;
    }

    private void walk(Span top, Set<String> seen, Set<String> critical, List<Row> rows) {
        record Step(Span span, int depth) {}
        var open = new ArrayDeque<Step>();
        open.push(new Step(top, 0));
        while (!open.isEmpty()) {
            Step step = open.pop();
            Span span = step.span();
            if (!seen.add(span.spanId())) {
                continue;
            }
            boolean parentMissing = !span.parentSpanId().isEmpty() && !byId.containsKey(span.parentSpanId());
            rows.add(new Row(span, step.depth(), parentMissing, critical.contains(span.spanId())));
            for (Span child : children.getOrDefault(span.spanId(), List.of()).reversed()) {
                open.push(new Step(child, step.depth() + 1));
            }
        }
    }

    /// Goes back from the end: at each moment the span that finished last and that its parent waited for.
    private Set<String> criticalPath(Span root) {
        record Part(Span span, Instant end) {}
        Set<String> path = new LinkedHashSet<>();
        var open = new ArrayDeque<Part>();
        open.push(new Part(root, root.end()));
        while (!open.isEmpty()) {
            Part part = open.pop();
            if (!path.add(part.span().spanId())) {
                continue;
            }
            Instant cursor = part.end();
            for (Span child : byEnd(part.span())) {
                if (child.start().isBefore(cursor) && !child.end().isAfter(cursor)) {
                    open.push(new Part(child, child.end()));
                    cursor = child.start();
                }
            }
        }
        return path;
    }

    private List<Span> byEnd(Span span) {
        return children.getOrDefault(span.spanId(), List.of()).stream()
                .sorted(Comparator.comparing(Span::end).reversed())
                .toList();
    }

    private static Span last(List<Span> roots) {
        return roots.stream().max(Comparator.comparing(Span::durationNanos)).orElseThrow();
    }
}
