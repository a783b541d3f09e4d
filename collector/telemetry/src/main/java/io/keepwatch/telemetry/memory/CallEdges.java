package io.keepwatch.telemetry.memory;

import io.keepwatch.telemetry.TimeRange;
import io.keepwatch.telemetry.services.DurationHistogram;
import io.keepwatch.telemetry.services.ServiceEdge;
import io.keepwatch.telemetry.services.ServiceEdge.TargetKind;
import io.keepwatch.telemetry.services.SpanCounts;
import io.keepwatch.telemetry.traces.Span;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Finds who called whom: a span whose parent belongs to another service, or a client span that nobody answered for.
final class CallEdges {

    private record Edge(String source, String target, TargetKind kind) {}

    private CallEdges() {}

    static List<ServiceEdge> of(List<Span> all, TimeRange range) {
        record Id(String trace, String span) {}
        Map<Id, Span> byId = all.stream().collect(Collectors.toMap(s -> new Id(s.traceId(), s.spanId()), s -> s, (a, _) -> a));
        Map<Edge, SpanCounts> counts = new HashMap<>();
        Set<Id> answered = new HashSet<>();
        for (Span span : all) {
            Span parent = byId.get(new Id(span.traceId(), span.parentSpanId()));
            if (parent != null && !parent.service().equals(span.service())) {
                answered.add(new Id(parent.traceId(), parent.spanId()));
                if (range.contains(parent.start())) {
                    add(counts, new Edge(parent.service(), span.service(), TargetKind.SERVICE), parent, parent.failed() || span.failed());
                }
            }
        }
        all.stream().filter(span -> range.contains(span.start()) && !answered.contains(new Id(span.traceId(), span.spanId()))).forEach(span -> {
            Edge edge = outward(span);
            if (edge != null) {
                add(counts, edge, span, span.failed());
            }
        });
        double seconds = range.length().toMillis() / 1e3;
        return counts.entrySet().stream().map(e -> edge(e.getKey(), e.getValue(), seconds))
                .sorted(Comparator.comparingLong(ServiceEdge::calls).reversed().thenComparing(ServiceEdge::source).thenComparing(ServiceEdge::target))
                .toList();
    }

    private static @Nullable Edge outward(Span span) {
        if (!span.kind().equals("Client") && !span.kind().equals("Producer")) {
            return null;
        }
        String database = first(span, "db.system.name", "db.system");
        if (!database.isEmpty()) {
            return new Edge(span.service(), joined(database, first(span, "db.namespace", "db.name")), TargetKind.DATABASE);
        }
        String broker = first(span, "messaging.system");
        if (!broker.isEmpty()) {
            return new Edge(span.service(), joined(broker, first(span, "messaging.destination.name")), TargetKind.MESSAGING);
        }
        String address = first(span, "server.address", "net.peer.name");
        return address.isEmpty() ? null : new Edge(span.service(), address, TargetKind.EXTERNAL);
    }

    private static String first(Span span, String... keys) {
        return Stream.of(keys).map(key -> span.attributes().getOrDefault(key, "")).filter(value -> !value.isEmpty()).findFirst().orElse("");
    }

    private static String joined(String system, String name) {
        return name.isEmpty() ? system : system + " " + name;
    }

    private static void add(Map<Edge, SpanCounts> counts, Edge edge, Span caller, boolean failed) {
        counts.computeIfAbsent(edge, _ -> new SpanCounts()).add(DurationHistogram.bucketOf(caller.durationNanos()), 1, failed);
    }

    private static ServiceEdge edge(Edge edge, SpanCounts counts, double seconds) {
        return new ServiceEdge(edge.source(), edge.target(), edge.kind(), counts.spans(), counts.spans() / seconds, counts.errors(),
                counts.quantile(0.95));
    }
}
