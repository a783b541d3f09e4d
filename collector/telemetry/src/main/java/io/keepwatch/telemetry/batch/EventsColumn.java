package io.keepwatch.telemetry.batch;

/// The events of each span: elements in flat columns, and where each span's end. An element is appended to all
/// element columns, then the span's row is completed by [#endRow].
public final class EventsColumn {

    /// Nanoseconds since 1970.
    public final LongColumn timestamp = new LongColumn();
    public final DictionaryColumn name = new DictionaryColumn();
    public final AttributesColumn attributes = new AttributesColumn();
    private final IntColumn ends = new IntColumn();

    public void endRow() {
        ends.append(timestamp.size());
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
        timestamp.truncate(elements);
        name.truncate(elements);
        attributes.truncate(elements);
    }

    public long bytes() {
        return ends.bytes() + timestamp.bytes() + name.bytes() + attributes.bytes();
    }
}
