package io.keepwatch.telemetry.batch;

/// Log records as columns, named as in `otel_logs`. A row is appended to every column and completed by [#endRow].
public final class LogBatch implements TelemetryBatch {

    /// Nanoseconds since 1970.
    public final LongColumn timestamp = new LongColumn();
    /// Ids are lower-case hexadecimal, empty when there is none.
    public final TextColumn traceId = new TextColumn();
    public final TextColumn spanId = new TextColumn();
    /// The lowest eight bits of OTLP's flags.
    public final IntColumn traceFlags = new IntColumn();
    public final DictionaryColumn severityText = new DictionaryColumn();
    /// 1 to 24, or 0.
    public final IntColumn severityNumber = new IntColumn();
    public final DictionaryColumn serviceName = new DictionaryColumn();
    public final TextColumn body = new TextColumn();
    public final DictionaryColumn resourceSchemaUrl = new DictionaryColumn();
    public final AttributesColumn resourceAttributes = new AttributesColumn();
    public final DictionaryColumn scopeSchemaUrl = new DictionaryColumn();
    public final DictionaryColumn scopeName = new DictionaryColumn();
    public final DictionaryColumn scopeVersion = new DictionaryColumn();
    public final AttributesColumn scopeAttributes = new AttributesColumn();
    public final AttributesColumn logAttributes = new AttributesColumn();
    public final DictionaryColumn eventName = new DictionaryColumn();
    private int rows;

    /// Completes a row.
    ///
    /// @throws IllegalStateException when a column has got no value, or more than one, since the last row
    public void endRow() {
        RowCheck.expect(rows + 1,
                timestamp.size(), traceId.size(), spanId.size(), traceFlags.size(), severityText.size(),
                severityNumber.size(), serviceName.size(), body.size(), resourceSchemaUrl.size(),
                resourceAttributes.size(), scopeSchemaUrl.size(), scopeName.size(), scopeVersion.size(),
                scopeAttributes.size(), logAttributes.size(), eventName.size());
        rows++;
    }

    @Override
    public int rows() {
        return rows;
    }

    @Override
    public long bytes() {
        return timestamp.bytes() + traceId.bytes() + spanId.bytes() + traceFlags.bytes() + severityText.bytes()
                + severityNumber.bytes() + serviceName.bytes() + body.bytes() + resourceSchemaUrl.bytes()
                + resourceAttributes.bytes() + scopeSchemaUrl.bytes() + scopeName.bytes() + scopeVersion.bytes()
                + scopeAttributes.bytes() + logAttributes.bytes() + eventName.bytes();
    }

    @Override
    public void rollbackTo(int rows) {
        timestamp.truncate(rows);
        traceId.truncate(rows);
        spanId.truncate(rows);
        traceFlags.truncate(rows);
        severityText.truncate(rows);
        severityNumber.truncate(rows);
        serviceName.truncate(rows);
        body.truncate(rows);
        resourceSchemaUrl.truncate(rows);
        resourceAttributes.truncate(rows);
        scopeSchemaUrl.truncate(rows);
        scopeName.truncate(rows);
        scopeVersion.truncate(rows);
        scopeAttributes.truncate(rows);
        logAttributes.truncate(rows);
        eventName.truncate(rows);
        this.rows = rows;
    }
}
