package io.keepwatch.telemetry.batch;

/// Spans as columns, named as in `otel_traces`. A row is appended to every column and completed by [#endRow].
public final class SpanBatch implements TelemetryBatch {

    /// Start, in nanoseconds since 1970.
    public final LongColumn timestamp = new LongColumn();
    /// Ids are lower-case hexadecimal, empty when there is none.
    public final TextColumn traceId = new TextColumn();
    public final TextColumn spanId = new TextColumn();
    public final TextColumn parentSpanId = new TextColumn();
    public final TextColumn traceState = new TextColumn();
    public final DictionaryColumn spanName = new DictionaryColumn();
    /// Internal, Server, Client, Producer, Consumer or Unspecified.
    public final DictionaryColumn spanKind = new DictionaryColumn();
    public final DictionaryColumn serviceName = new DictionaryColumn();
    public final AttributesColumn resourceAttributes = new AttributesColumn();
    public final DictionaryColumn scopeName = new DictionaryColumn();
    public final DictionaryColumn scopeVersion = new DictionaryColumn();
    public final AttributesColumn spanAttributes = new AttributesColumn();
    /// In nanoseconds, never negative.
    public final LongColumn duration = new LongColumn();
    /// Unset, Ok or Error.
    public final DictionaryColumn statusCode = new DictionaryColumn();
    public final TextColumn statusMessage = new TextColumn();
    public final EventsColumn events = new EventsColumn();
    public final LinksColumn links = new LinksColumn();
    private int rows;

    /// Completes a row.
    ///
    /// @throws IllegalStateException when a column has got no value, or more than one, since the last row
    public void endRow() {
        RowCheck.expect(rows + 1,
                timestamp.size(), traceId.size(), spanId.size(), parentSpanId.size(), traceState.size(),
                spanName.size(), spanKind.size(), serviceName.size(), resourceAttributes.size(), scopeName.size(),
                scopeVersion.size(), spanAttributes.size(), duration.size(), statusCode.size(), statusMessage.size(),
                events.size(), links.size());
        rows++;
    }

    @Override
    public int rows() {
        return rows;
    }

    @Override
    public long bytes() {
        return timestamp.bytes() + traceId.bytes() + spanId.bytes() + parentSpanId.bytes() + traceState.bytes()
                + spanName.bytes() + spanKind.bytes() + serviceName.bytes() + resourceAttributes.bytes()
                + scopeName.bytes() + scopeVersion.bytes() + spanAttributes.bytes() + duration.bytes()
                + statusCode.bytes() + statusMessage.bytes() + events.bytes() + links.bytes();
    }

    @Override
    public void rollbackTo(int rows) {
        timestamp.truncate(rows);
        traceId.truncate(rows);
        spanId.truncate(rows);
        parentSpanId.truncate(rows);
        traceState.truncate(rows);
        spanName.truncate(rows);
        spanKind.truncate(rows);
        serviceName.truncate(rows);
        resourceAttributes.truncate(rows);
        scopeName.truncate(rows);
        scopeVersion.truncate(rows);
        spanAttributes.truncate(rows);
        duration.truncate(rows);
        statusCode.truncate(rows);
        statusMessage.truncate(rows);
        events.truncate(rows);
        links.truncate(rows);
        this.rows = rows;
    }
}
