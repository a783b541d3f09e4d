package io.keepwatch.backup.step;

import io.keepwatch.backup.Run;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.util.Locale;
import java.util.Optional;

/// The trace of a run: one, even when the run has waited or another process has taken it over.
final class RunTrace {

    /// Under this name the run remembers its first span, the parent of what is done later.
    static final String FACT = "trace.span";

    private final Tracer tracer;
    private final Span span;

    private RunTrace(Tracer tracer, Span span) {
        this.tracer = tracer;
        this.span = span;
    }

    static RunTrace of(Tracer tracer, Run run, Optional<String> firstSpan) {
        String what = run.kind().name().toLowerCase(Locale.ROOT);
        var builder = tracer.spanBuilder(run.plan() == null ? what : what + " " + run.plan())
                .setAttribute("keepwatch.run.id", run.id())
                .setAttribute("keepwatch.run.kind", what);
        if (run.plan() != null) {
            builder.setAttribute("keepwatch.plan", run.plan());
        }
        if (run.traceId() != null && firstSpan.isPresent()) {
            builder.setParent(Context.root().with(Span.wrap(SpanContext.createFromRemoteParent(
                    run.traceId(), firstSpan.get(), TraceFlags.getSampled(), TraceState.getDefault()))));
        } else {
            builder.setNoParent();
        }
        return new RunTrace(tracer, builder.startSpan());
    }

    String traceId() {
        return span.getSpanContext().getTraceId();
    }

    String spanId() {
        return span.getSpanContext().getSpanId();
    }

    Span step(String name) {
        return tracer.spanBuilder(name).setParent(Context.root().with(span)).startSpan();
    }

    void failed(Run.Problem problem) {
        span.setStatus(StatusCode.ERROR, problem.message());
    }

    void end() {
        span.end();
    }
}
