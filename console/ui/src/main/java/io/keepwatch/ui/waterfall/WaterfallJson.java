package io.keepwatch.ui.waterfall;

import io.keepwatch.telemetry.traces.Span;
import io.keepwatch.ui.chart.Ink;
import java.time.Duration;
import java.time.Instant;
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

    private WaterfallJson() {}

    static ObjectNode of(List<SpanTree.Row> rows, List<String> services) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        Instant start = rows.stream().map(row -> row.span().start()).min(Instant::compareTo).orElse(Instant.EPOCH);
        Instant end = rows.stream().map(row -> row.span().end()).max(Instant::compareTo).orElse(Instant.EPOCH);
        node.put("total", Math.max(1, micros(start, end)));
        ArrayNode names = node.putArray("services");
        ArrayNode inks = node.putArray("inks");
        for (int i = 0; i < services.size(); i++) {
            names.add(services.get(i));
            inks.add(Ink.service(i).token());
        }
        ArrayNode list = node.putArray("rows");
        rows.forEach(row -> list.add(row(row, start, services)));
        return node;
    }

    /// [id, depth, service, name, start, duration, flags, kind]
    private static ArrayNode row(SpanTree.Row row, Instant start, List<String> services) {
        Span span = row.span();
        int flags = (span.failed() ? ERROR : 0) | (row.critical() ? CRITICAL : 0)
                | (row.parentMissing() ? PARENT_MISSING : 0) | (span.events().isEmpty() ? 0 : EVENTS);
        return JsonNodeFactory.instance.arrayNode()
                .add(span.spanId()).add(row.depth()).add(services.indexOf(span.service())).add(span.name())
                .add(micros(start, span.start())).add(span.durationNanos() / 1000.0).add(flags).add(span.kind());
    }

    private static long micros(Instant from, Instant to) {
        return Duration.between(from, to).toNanos() / 1000;
    }
}
