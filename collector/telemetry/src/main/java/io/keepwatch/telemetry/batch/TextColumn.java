package io.keepwatch.telemetry.batch;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/// A growing column of texts: their UTF-8 bytes one after the other, and where each ends.
public final class TextColumn {

    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private byte[] data = new byte[256];
    private int[] ends = new int[16];
    private int size;

    /// A lone surrogate, which UTF-8 cannot hold, becomes a question mark.
    public void append(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        append(utf8, 0, utf8.length);
    }

    public void append(byte[] utf8, int offset, int length) {
        int start = makeRoom(length);
        System.arraycopy(utf8, offset, data, start, length);
        ends[size++] = start + length;
    }

    /// Appends bytes, such as those of a trace id, as lower-case hexadecimal digits.
    public void appendHex(byte[] bytes, int offset, int length) {
        int at = makeRoom(Math.multiplyExact(2, length));
        for (int i = offset; i < offset + length; i++) {
            data[at++] = HEX[(bytes[i] >> 4) & 0xf];
            data[at++] = HEX[bytes[i] & 0xf];
        }
        ends[size++] = at;
    }

    public void appendEmpty() {
        int end = makeRoom(0); // first: it may replace the array
        ends[size++] = end;
    }

    /// Appends the text of another row, possibly of this column.
    public void appendFrom(TextColumn other, int row) {
        append(other.data, other.start(row), other.length(row));
    }

    public String get(int row) {
        return new String(data, start(row), length(row), StandardCharsets.UTF_8);
    }

    /// The bytes of all rows; those of one row are `length(row)` from `start(row)` on. Not to be changed, and not
    /// to be kept across an append.
    public byte[] data() {
        return data;
    }

    public int start(int row) {
        Objects.checkIndex(row, size);
        return row == 0 ? 0 : ends[row - 1];
    }

    public int length(int row) {
        return ends[row] - start(row);
    }

    public int size() {
        return size;
    }

    public void truncate(int rows) {
        size = Objects.checkIndex(rows, size + 1);
    }

    public long bytes() {
        return used() + (long) size * Integer.BYTES;
    }

    boolean equalsAt(int row, byte[] utf8, int offset, int length) {
        int start = start(row);
        return Arrays.equals(data, start, ends[row], utf8, offset, offset + length);
    }

    /// Compares by unsigned bytes, which is the order of code points.
    int compare(int row, int otherRow) {
        return Arrays.compareUnsigned(data, start(row), ends[row], data, start(otherRow), ends[otherRow]);
    }

    private int used() {
        return size == 0 ? 0 : ends[size - 1];
    }

    /// @return where the new row's bytes begin
    private int makeRoom(int length) {
        int used = used();
        if (data.length - used < length) {
            data = Arrays.copyOf(data, Capacity.forMore(data.length, used, length));
        }
        if (size == ends.length) {
            ends = Arrays.copyOf(ends, Capacity.forMore(ends.length, size, 1));
        }
        return used;
    }
}
