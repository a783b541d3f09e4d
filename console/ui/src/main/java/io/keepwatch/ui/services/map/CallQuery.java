package io.keepwatch.ui.services.map;

import io.keepwatch.telemetry.SearchQuery;
import io.keepwatch.telemetry.SearchQuery.FieldTerm;
import io.keepwatch.telemetry.SearchQuery.Operator;
import io.keepwatch.telemetry.TimeRange;
import io.keepwatch.telemetry.services.ServiceEdge;
import io.keepwatch.telemetry.services.ServiceEdge.TargetKind;
import io.keepwatch.telemetry.traces.TraceReader;
import io.keepwatch.telemetry.traces.TraceReader.TraceOrder;
import io.keepwatch.telemetry.traces.TraceSummary;
import java.util.List;

/// Finds spans and traces of the calls that an arrow stands for.
record CallQuery(ServiceEdge edge) {

    private static final int CANDIDATES = 60;

    /// The spans of the calls: the called service's own, or the caller's towards a database, a broker or another address.
    SearchQuery spans() {
        if (edge.targetKind() == TargetKind.SERVICE) {
            return new SearchQuery(List.of(new FieldTerm("service", edge.target())));
        }
        SearchQuery calls = new SearchQuery(List.of(new FieldTerm("service", edge.source()),
                new FieldTerm("kind", edge.targetKind() == TargetKind.MESSAGING ? "producer" : "client")));
        int space = edge.target().indexOf(' ');
        String name = edge.target().substring(space + 1);
        return switch (edge.targetKind()) {
            case DATABASE -> space < 0 ? calls.with(new FieldTerm("db.system.name", Operator.EXISTS, "", false)) : calls.with(new FieldTerm("db.namespace", name));
            case MESSAGING -> space < 0 ? calls : calls.with(new FieldTerm("messaging.destination.name", name));
            case EXTERNAL -> calls.with(new FieldTerm("server.address", edge.target()));
            case SERVICE -> throw new IllegalStateException("handled above");
        };
    }

    SearchQuery failedSpans() {
        return spans().with(new FieldTerm("status", "error"));
    }

    /// Those with the most errors when calls fail, the slowest otherwise. A trace of the called service counts when the caller took part.
    List<TraceSummary> examples(TraceReader traces, TimeRange range, int most) {
        boolean failing = edge.errors() > 0;
        return traces.search(range, failing ? failedSpans() : spans(), failing ? TraceOrder.MOST_ERRORS : TraceOrder.SLOWEST, CANDIDATES).stream()
                .filter(trace -> trace.services().contains(edge.source())).limit(most).toList();
    }
}
