package io.keepwatch.ui.waterfall;

import io.keepwatch.telemetry.traces.Span;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A span at its place in the tree and on the trace's own clock.
public final class SpanNode {

    private final Span span;
    private final boolean parentMissing;
    private final List<SpanNode> children = new ArrayList<>();
    private @Nullable SpanNode parent;
    private long startNanos;
    private long skewNanos;

    /// @param startNanos from the start of the trace
    SpanNode(Span span, boolean parentMissing, long startNanos) {
        this.span = span;
        this.parentMissing = parentMissing;
        this.startNanos = startNanos;
    }

    public Span span() {
        return span;
    }

    public String id() {
        return span.spanId();
    }

    public @Nullable SpanNode parent() {
        return parent;
    }

    /// The span names a parent that is not stored: not received yet, or sampled out.
    public boolean parentMissing() {
        return parentMissing;
    }

    /// In order of start.
    public List<SpanNode> children() {
        return Collections.unmodifiableList(children);
    }

    public long startNanos() {
        return startNanos;
    }

    public long endNanos() {
        return startNanos + span.durationNanos();
    }

    /// How far the span was moved because its host's clock differs from its caller's.
    public long skewNanos() {
        return skewNanos;
    }

    void adopt(SpanNode child) {
        child.parent = this;
        children.add(child);
    }

    void leaveParent() {
        if (parent != null) {
            parent.children.remove(this);
            parent = null;
        }
    }

    void shift(long nanos) {
        startNanos += nanos;
        skewNanos += nanos;
    }
}
