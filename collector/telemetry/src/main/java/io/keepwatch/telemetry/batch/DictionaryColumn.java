package io.keepwatch.telemetry.batch;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A growing column of texts that repeat: each distinct value once, and per row the index of its value.
/// Values are numbered in the order of their first appearance.
public final class DictionaryColumn {

    private final TextColumn values = new TextColumn();
    private final IntColumn firstRows = new IntColumn();
    private final IntColumn indexes = new IntColumn();
    /// Open addressing; holds index + 1, so that 0 is a free slot. Never more than half full.
    private int[] slots = new int[32];

    public void append(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        append(utf8, 0, utf8.length);
    }

    public void append(byte[] utf8, int offset, int length) {
        int slot = slotOf(utf8, offset, length);
        int index = slots[slot] - 1;
        if (index < 0) {
            index = values.size();
            values.append(utf8, offset, length);
            firstRows.append(indexes.size());
            slots[slot] = index + 1;
            if (values.size() * 2 > slots.length) {
                rehash(slots.length * 2);
            }
        }
        indexes.append(index);
    }

    /// Appends the value of an earlier row of this column.
    public void appendSameAs(int row) {
        indexes.append(indexes.get(row));
    }

    public String get(int row) {
        return values.get(indexes.get(row));
    }

    /// Which of [#values] a row has.
    public int index(int row) {
        return indexes.get(row);
    }

    /// The distinct values; only to be read.
    public TextColumn values() {
        return values;
    }

    public int size() {
        return indexes.size();
    }

    /// Forgets the rows from `rows` on, and the values that only they had.
    public void truncate(int rows) {
        indexes.truncate(rows);
        int kept = values.size();
        while (kept > 0 && firstRows.get(kept - 1) >= rows) {
            kept--;
        }
        if (kept < values.size()) {
            values.truncate(kept);
            firstRows.truncate(kept);
            rehash(slots.length);
        }
    }

    public long bytes() {
        return values.bytes() + firstRows.bytes() + indexes.bytes() + (long) slots.length * Integer.BYTES;
    }

    /// The slot that holds the value, or the free one where it belongs.
    private int slotOf(byte[] utf8, int offset, int length) {
        int mask = slots.length - 1;
        int slot = hash(utf8, offset, length) & mask;
        while (slots[slot] != 0 && !values.equalsAt(slots[slot] - 1, utf8, offset, length)) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void rehash(int length) {
        slots = slots.length == length ? slots : new int[length];
        Arrays.fill(slots, 0);
        for (int i = 0; i < values.size(); i++) {
            slots[slotOf(values.data(), values.start(i), values.length(i))] = i + 1;
        }
    }

    /// XXH64 rather than a weaker hash: values are chosen by strangers.
    private static int hash(byte[] utf8, int offset, int length) {
        long hash = XxHash64.hash(utf8, offset, length);
        return (int) (hash ^ (hash >>> 32));
    }
}
