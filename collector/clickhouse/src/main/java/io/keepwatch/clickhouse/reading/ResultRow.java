package io.keepwatch.clickhouse.reading;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/// Reads the columns of a result one after the other, in ClickHouse's RowBinary format.
final class ResultRow {

    private final ByteBuffer bytes;

    ResultRow(byte[] bytes) {
        this.bytes = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    boolean hasNext() {
        return bytes.hasRemaining();
    }

    /// UInt64, Int64, DateTime64
    long int64() {
        return bytes.getLong();
    }

    /// UInt32, Int32, DateTime
    int int32() {
        return bytes.getInt();
    }

    int int16() {
        return bytes.getShort();
    }

    /// UInt8, Bool
    int uint8() {
        return bytes.get() & 0xff;
    }

    double float64() {
        return bytes.getDouble();
    }

    String text() {
        int length = size();
        String text = new String(bytes.array(), bytes.position(), length, StandardCharsets.UTF_8);
        bytes.position(bytes.position() + length);
        return text;
    }

    SortedMap<String, String> map() {
        var map = new TreeMap<String, String>();
        for (int left = size(); left > 0; left--) {
            map.put(text(), text());
        }
        return map;
    }

    <T> List<T> list(Supplier<T> element) {
        int size = size();
        List<T> list = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            list.add(element.get());
        }
        return list;
    }

    long[] int64s() {
        long[] values = new long[size()];
        bytes.asLongBuffer().get(values);
        bytes.position(bytes.position() + values.length * Long.BYTES);
        return values;
    }

    double[] float64s() {
        double[] values = new double[size()];
        bytes.asDoubleBuffer().get(values);
        bytes.position(bytes.position() + values.length * Double.BYTES);
        return values;
    }

    private int size() {
        int size = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = bytes.get();
            size |= (next & 0x7f) << shift;
            if (next >= 0) {
                return size;
            }
        }
    }
}
