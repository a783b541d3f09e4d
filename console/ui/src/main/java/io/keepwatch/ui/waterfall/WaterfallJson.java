package io.keepwatch.ui.waterfall;

import io.keepwatch.telemetry.traces.Span;
import io.keepwatch.ui.chart.Ink;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The form in which `kw-waterfall.js` takes a trace: one short array per row, times in microseconds from the first start.
final class WaterfallJson {

    static final int ERROR = 1;
    static final int CRITICAL = 2;
    static final int PARENT_MISSING = 4;
    static final int EVENTS = 8;

    private final TraceTree tree;
    private final CriticalPath path;
    private final List<String> services;
    private final Map<SpanNode, Integer> depths = new HashMap<>();

    WaterfallJson(TraceTree tree, CriticalPath path, List<String> services) {
        this.tree = tree;
        this.path = path;
        this.services = services;
    }

    ObjectNode json() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("total", Math.max(1, tree.durationNanos() / 1000.0));
        node.put("skew", tree.largestSkewNanos() / 1000.0);
        node.put("truncated", tree.trace().truncated());
        ArrayNode names = node.putArray("services");
        ArrayNode inks = node.putArray("inks");
        for (int i = 0; i < services.size(); i++) {
            names.add(services.get(i));
            inks.add(Ink.service(i).token());
        }
        ArrayNode list = node.putArray("rows");
        tree.inOrder().forEach(span -> list.add(row(span)));
        return node;
    }

    /// [id, depth, service, name, start, duration, flags, kind, start and end of the part on the critical path, what it waits for]
    private ArrayNode row(SpanNode node) {
        Span span = node.span();
        int depth = node.parent() == null ? 0 : depths.get(node.parent()) + 1;
        depths.put(node, depth);
        var critical = path.stretches().get(node);
        int flags = (span.failed() ? ERROR : 0) | (critical != null ? CRITICAL : 0)
                | (node.parentMissing() ? PARENT_MISSING : 0) | (span.events().isEmpty() ? 0 : EVENTS);
        return JsonNodeFactory.instance.arrayNode()
                .add(span.spanId()).add(depth).add(services.indexOf(span.service())).add(span.name())
                .add(node.startNanos() / 1000.0).add(span.durationNanos() / 1000.0).add(flags).add(span.kind())
                .add(critical == null ? 0 : critical.startNanos() / 1000.0).add(critical == null ? 0 : critical.endNanos() / 1000.0)
                .add(WaitWords.of(span.name()));
    }
}
