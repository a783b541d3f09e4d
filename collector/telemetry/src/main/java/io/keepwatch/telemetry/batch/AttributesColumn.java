package io.keepwatch.telemetry.batch;

import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// A growing column of attribute maps. The entries of a row are stored in the order of their keys: equal maps are
/// then equal bytes, and neighbours compress. Of two entries with the same key the later one counts.
public final class AttributesColumn {

    private final IntColumn ends = new IntColumn();
    private final DictionaryColumn keys = new DictionaryColumn();
    private final TextColumn values = new TextColumn();
    private final TextColumn pendingKeys = new TextColumn();
    private final TextColumn pendingValues = new TextColumn();

    /// Adds an entry to the row that the next [#endRow] completes.
    public void add(String key, String value) {
        pendingKeys.append(key);
        pendingValues.append(value);
    }

    public void add(byte[] key, int keyOffset, int keyLength, byte[] value, int valueOffset, int valueLength) {
        pendingKeys.append(key, keyOffset, keyLength);
        pendingValues.append(value, valueOffset, valueLength);
    }

    /// Adds a key; exactly one value must be appended to [#pendingValues] for it.
    public void addKey(byte[] key, int offset, int length) {
        pendingKeys.append(key, offset, length);
    }

    /// Where the value of a key added by [#addKey] goes.
    public TextColumn pendingValues() {
        return pendingValues;
    }

    public void endRow() {
        int count = pendingKeys.size();
        if (pendingValues.size() != count) {
            throw new IllegalStateException("%d keys with %d values".formatted(count, pendingValues.size()));
        }
        if (isSorted(count)) {
            for (int i = 0; i < count; i++) {
                store(i);
            }
        } else {
            storeSorted(count);
        }
        ends.append(values.size());
        discardPending();
    }

    public void append(Map<String, String> attributes) {
        attributes.forEach(this::add);
        endRow();
    }

    public void appendEmpty() {
        ends.append(values.size());
    }

    /// Appends the map of an earlier row of this column: cheap for what many rows share, such as the resource.
    public void appendSameAs(int row) {
        for (int entry = entriesStart(row); entry < ends.get(row); entry++) {
            keys.appendSameAs(entry);
            values.appendFrom(values, entry);
        }
        ends.append(values.size());
    }

    public SortedMap<String, String> get(int row) {
        var map = new TreeMap<String, String>();
        for (int entry = entriesStart(row); entry < ends.get(row); entry++) {
            map.put(keys.get(entry), values.get(entry));
        }
        return map;
    }

    /// The first entry of a row in [#keys] and [#values]; the row ends before [#entriesEnd].
    public int entriesStart(int row) {
        return row == 0 ? 0 : ends.get(row - 1);
    }

    public int entriesEnd(int row) {
        return ends.get(row);
    }

    public DictionaryColumn keys() {
        return keys;
    }

    public TextColumn values() {
        return values;
    }

    public int size() {
        return ends.size();
    }

    /// Forgets the rows from `rows` on, and a row that was begun.
    public void truncate(int rows) {
        discardPending();
        ends.truncate(rows);
        int entries = rows == 0 ? 0 : ends.get(rows - 1);
        keys.truncate(entries);
        values.truncate(entries);
    }

    public long bytes() {
        return ends.bytes() + keys.bytes() + values.bytes();
    }

    private boolean isSorted(int count) {
        for (int i = 1; i < count; i++) {
            if (pendingKeys.compare(i - 1, i) >= 0) {
                return false;
            }
        }
        return true;
    }

    private void storeSorted(int count) {
        var order = new Integer[count];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, pendingKeys::compare); // stable: the last of equal keys is the latest
        for (int i = 0; i < count; i++) {
            if (i + 1 == count || pendingKeys.compare(order[i], order[i + 1]) != 0) {
                store(order[i]);
            }
        }
    }

    private void store(int pending) {
        keys.append(pendingKeys.data(), pendingKeys.start(pending), pendingKeys.length(pending));
        values.appendFrom(pendingValues, pending);
    }

    private void discardPending() {
        pendingKeys.truncate(0);
        pendingValues.truncate(0);
    }
}
