package io.keepwatch.telemetry.batch;

/// The links of each span: elements in flat columns, and where each span's end. An element is appended to all
/// element columns, then the span's row is completed by [#endRow].
public final class LinksColumn {

    /// Lower-case hexadecimal.
    public final TextColumn traceId = new TextColumn();
    public final TextColumn spanId = new TextColumn();
    public final TextColumn traceState = new TextColumn();
    public final AttributesColumn attributes = new AttributesColumn();
    private final IntColumn ends = new IntColumn();

    public void endRow() {
        ends.append(traceId.size());
    }

    /// How many elements the rows up to and including this one have.
    public int end(int row) {
        return ends.get(row);
    }

    public int size() {
        return ends.size();
    }

    public void truncate(int rows) {
        ends.truncate(rows);
        int elements = rows == 0 ? 0 : ends.get(rows - 1);
        traceId.truncate(elements);
        spanId.truncate(elements);
        traceState.truncate(elements);
        attributes.truncate(elements);
    }

    public long bytes() {
        return ends.bytes() + traceId.bytes() + spanId.bytes() + traceState.bytes() + attributes.bytes();
    }
}
