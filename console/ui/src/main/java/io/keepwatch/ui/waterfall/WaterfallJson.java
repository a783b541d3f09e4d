package io.keepwatch.ui.waterfall;

import io.keepwatch.telemetry.traces.Span;
import io.keepwatch.ui.chart.Ink;
import io.keepwatch.ui.format.Format;
import io.keepwatch.ui.waterfall.WaterfallRow.Missing;
import io.keepwatch.ui.waterfall.WaterfallRow.OfSpan;
import io.keepwatch.ui.waterfall.WaterfallRow.Repeated;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The form in which `kw-waterfall.js` takes a trace: one short array per row, times in microseconds from the first start.
final class WaterfallJson {

    static final int ERROR = 1;
    static final int CRITICAL = 2;
    static final int PARENT_MISSING = 4;
    static final int EVENTS = 8;
    /// no span, but many of a kind
    static final int REPEATED = 16;
    /// no span, but the place of one that was not received
    static final int MISSING = 32;

    private final TraceTree tree;
    private final CriticalPath path;
    private final List<String> services;

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
        WaterfallRows.of(tree).forEach(row -> list.add(switch (row) {
            case OfSpan(SpanNode span, int depth) -> row(span, depth);
            case Repeated repeated -> row(repeated);
            case Missing missing -> row(missing);
        }));
        return node;
    }

    /// [id, depth, service, name, start, duration, flags, kind, start and end of the part on the critical path, what it waits for]
    private ArrayNode row(SpanNode node, int depth) {
        Span span = node.span();
        var critical = path.stretches().get(node);
        int flags = (span.failed() ? ERROR : 0) | (critical != null ? CRITICAL : 0)
                | (node.parentMissing() ? PARENT_MISSING : 0) | (span.events().isEmpty() ? 0 : EVENTS);
        return row(span.spanId(), depth, span.service(), span.name(), node.startNanos(), node.endNanos(), flags)
                .add(span.kind())
                .add(critical == null ? 0 : critical.startNanos() / 1000.0).add(critical == null ? 0 : critical.endNanos() / 1000.0)
                .add(WaitWords.of(span.name()));
    }

    private ArrayNode row(Repeated repeated) {
        List<SpanNode> members = repeated.members();
        Span first = repeated.first().span();
        boolean failed = members.stream().anyMatch(node -> node.span().failed());
        String name = first.name() + " × " + Format.count(members.size());
        return row("repeats-" + first.spanId(), repeated.depth(), first.service(), name, start(members), end(members), REPEATED | (failed ? ERROR : 0))
                .add(first.kind()).add(0).add(0).add("");
    }

    private ArrayNode row(Missing missing) {
        List<SpanNode> children = missing.children();
        return row("missing-" + missing.spanId(), missing.depth(), children.getFirst().span().service(), "Parent not received",
                start(children), end(children), MISSING).add("").add(0).add(0).add("");
    }

    private ArrayNode row(String id, int depth, String service, String name, long start, long end, int flags) {
        return JsonNodeFactory.instance.arrayNode().add(id).add(depth).add(services.indexOf(service)).add(name)
                .add(start / 1000.0).add((end - start) / 1000.0).add(flags);
    }

    private static long start(List<SpanNode> nodes) {
        return nodes.stream().mapToLong(SpanNode::startNanos).min().orElseThrow();
    }

    private static long end(List<SpanNode> nodes) {
        return nodes.stream().mapToLong(SpanNode::endNanos).max().orElseThrow();
    }
}
