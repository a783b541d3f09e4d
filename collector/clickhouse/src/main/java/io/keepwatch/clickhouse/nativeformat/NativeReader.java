package io.keepwatch.clickhouse.nativeformat;

import io.keepwatch.clickhouse.nativeformat.ResultColumn.Doubles;
import io.keepwatch.clickhouse.nativeformat.ResultColumn.Ints;
import io.keepwatch.clickhouse.nativeformat.ResultColumn.Lists;
import io.keepwatch.clickhouse.nativeformat.ResultColumn.Longs;
import io.keepwatch.clickhouse.nativeformat.ResultColumn.Maps;
import io.keepwatch.clickhouse.nativeformat.ResultColumn.Texts;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads a result block by block as it arrives, whole columns at a time: the opposite of [NativeBlock].
public final class NativeReader {

    private static final int BUFFER = 1 << 18;
    private static final long WIDTH_OF_INDEX = 0xff;

    private final InputStream in;

    public NativeReader(InputStream in) {
        this.in = new BufferedInputStream(in, BUFFER);
    }

    /// The next block with rows, or null at the end.
    public @Nullable ResultBlock next() throws IOException {
        while (true) {
            int first = in.read();
            if (first < 0) {
                return null;
            }
            int columns = varint(first);
            int rows = varint(required());
            List<ResultColumn> read = new ArrayList<>(columns);
            for (int i = 0; i < columns; i++) {
                text(); // the name
                String type = text();
                if (rows > 0) {
                    prefix(type);
                    read.add(column(type, rows));
                }
            }
            if (rows > 0) {
                return new ResultBlock(rows, read);
            }
        }
    }

    private void prefix(String type) throws IOException {
        if (type.startsWith("LowCardinality(")) {
            bytes(Long.BYTES);
        } else if (type.startsWith("Array(")) {
            prefix(inner(type));
        } else if (type.startsWith("Map(")) {
            prefix(inner(type).split(", ")[0]);
        }
    }

    private ResultColumn column(String type, int rows) throws IOException {
        if (type.startsWith("DateTime64(")) {
            return new Longs(longs(rows));
        }
        if (type.startsWith("Array(")) {
            int[] ends = ends(rows);
            return new Lists(ends, column(inner(type), rows == 0 ? 0 : ends[rows - 1]));
        }
        return switch (type) {
            case "UInt64", "Int64" -> new Longs(longs(rows));
            case "Float64" -> new Doubles(doubles(rows));
            case "Int32", "UInt32", "DateTime", "Int16", "UInt16", "Date", "Int8", "UInt8" -> new Ints(ints(type, rows));
            case "String" -> strings(rows);
            case Values.DICTIONARY -> dictionary(rows);
            case Values.MAP, "Map(String, String)" -> map(type, rows);
            default -> throw new IOException("Cannot read a column of type " + type);
        };
    }

    private Maps map(String type, int rows) throws IOException {
        int[] ends = ends(rows);
        int entries = rows == 0 ? 0 : ends[rows - 1];
        Texts keys = type.equals(Values.MAP) ? dictionary(entries) : strings(entries);
        return new Maps(ends, keys, strings(entries));
    }

    /// See [Values#dictionary].
    private Texts dictionary(int rows) throws IOException {
        if (rows == 0) {
            return new Texts(new String[0], new int[0]);
        }
        int width = 1 << (longs(1)[0] & WIDTH_OF_INDEX);
        String[] distinct = new String[Math.toIntExact(longs(1)[0])];
        for (int i = 0; i < distinct.length; i++) {
            distinct[i] = text();
        }
        int count = Math.toIntExact(longs(1)[0]);
        return new Texts(distinct, switch (width) {
            case 1 -> ints("UInt8", count);
            case 2 -> ints("UInt16", count);
            default -> ints("UInt32", count);
        });
    }

    private Texts strings(int rows) throws IOException {
        String[] values = new String[rows];
        int[] indexes = new int[rows];
        for (int i = 0; i < rows; i++) {
            values[i] = text();
            indexes[i] = i;
        }
        return new Texts(values, indexes);
    }

    private int[] ends(int rows) throws IOException {
        long[] longs = longs(rows);
        int[] ends = new int[rows];
        for (int i = 0; i < rows; i++) {
            ends[i] = Math.toIntExact(longs[i]);
        }
        return ends;
    }

    private long[] longs(int count) throws IOException {
        long[] values = new long[count];
        bytes(Math.multiplyExact(count, Long.BYTES)).asLongBuffer().get(values);
        return values;
    }

    private double[] doubles(int count) throws IOException {
        double[] values = new double[count];
        bytes(Math.multiplyExact(count, Double.BYTES)).asDoubleBuffer().get(values);
        return values;
    }

    private int[] ints(String type, int count) throws IOException {
        int width = Values.width(type);
        ByteBuffer bytes = bytes(Math.multiplyExact(count, width));
        int[] values = new int[count];
        for (int i = 0; i < count; i++) {
            values[i] = switch (type) {
                case "UInt8" -> bytes.get() & 0xff;
                case "Int8" -> bytes.get();
                case "UInt16", "Date" -> bytes.getShort() & 0xffff;
                case "Int16" -> bytes.getShort();
                default -> bytes.getInt();
            };
        }
        return values;
    }

    private ByteBuffer bytes(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("The result ends within a block");
        }
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private String text() throws IOException {
        int length = varint(required());
        return new String(bytes(length).array(), StandardCharsets.UTF_8);
    }

    private int varint(int first) throws IOException {
        long value = first & 0x7f;
        int next = first;
        for (int shift = 7; (next & 0x80) != 0; shift += 7) {
            next = required();
            value |= (long) (next & 0x7f) << shift;
        }
        return Math.toIntExact(value);
    }

    private int required() throws IOException {
        int next = in.read();
        if (next < 0) {
            throw new EOFException("The result ends within a block");
        }
        return next;
    }

    private static String inner(String type) {
        return type.substring(type.indexOf('(') + 1, type.length() - 1);
    }
}
