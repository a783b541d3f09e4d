package io.keepwatch.clickhouse.nativeformat;

import io.keepwatch.telemetry.batch.AttributesColumn;
import io.keepwatch.telemetry.batch.DictionaryColumn;
import io.keepwatch.telemetry.batch.DoubleColumn;
import io.keepwatch.telemetry.batch.IntColumn;
import io.keepwatch.telemetry.batch.LongColumn;
import io.keepwatch.telemetry.batch.TextColumn;

/// How the values of each type are written in the Native format.
final class Values {

    static final String DICTIONARY = "LowCardinality(String)";
    static final String MAP = "Map(LowCardinality(String), String)";

    /// The only version there is: one dictionary per block, written with its rows.
    private static final long DICTIONARY_VERSION = 1;
    /// The dictionary's keys follow, and replace those of a block before.
    private static final long DICTIONARY_FLAGS = 1 << 9 | 1 << 10;

    private Values() {}

    static void longs(ByteOutput out, LongColumn column, Rows which) {
        for (int i = 0; i < which.count(); i++) {
            out.int64(column.get(which.at(i)));
        }
    }

    static void integers(ByteOutput out, String type, LongColumn column, Rows which) {
        int width = width(type);
        for (int i = 0; i < which.count(); i++) {
            long value = column.get(which.at(i));
            switch (width) {
                case 1 -> out.int8((int) value);
                case 2 -> out.int16((int) value);
                case 4 -> out.int32((int) value);
                default -> out.int64(value);
            }
        }
    }

    /// Bytes of an integer type.
    static int width(String type) {
        return switch (type) {
            case "Int8", "UInt8" -> 1;
            case "Int16", "UInt16", "Date" -> 2;
            case "Int32", "UInt32", "DateTime" -> 4;
            default -> 8;
        };
    }

    static void doubles(ByteOutput out, DoubleColumn column, Rows which) {
        for (int i = 0; i < which.count(); i++) {
            out.int64(Double.doubleToRawLongBits(column.get(which.at(i))));
        }
    }

    static void bytes(ByteOutput out, IntColumn column, Rows which) {
        for (int i = 0; i < which.count(); i++) {
            out.int8(column.get(which.at(i)));
        }
    }

    static void shorts(ByteOutput out, IntColumn column, Rows which) {
        for (int i = 0; i < which.count(); i++) {
            out.int16(column.get(which.at(i)));
        }
    }

    static void strings(ByteOutput out, TextColumn column, Rows which) {
        for (int i = 0; i < which.count(); i++) {
            string(out, column, which.at(i));
        }
    }

    static void strings(ByteOutput out, DictionaryColumn column, Rows which) {
        for (int i = 0; i < which.count(); i++) {
            string(out, column.values(), column.index(which.at(i)));
        }
    }

    static void dictionaryPrefix(ByteOutput out) {
        out.int64(DICTIONARY_VERSION);
    }

    /// Flags with the width of an index, the distinct keys, the indexes; nothing at all when there is no row.
    static void dictionary(ByteOutput out, DictionaryColumn column, Rows which) {
        if (which.count() == 0) {
            return;
        }
        TextColumn keys = column.values();
        int width = keys.size() <= 1 << 8 ? 0 : keys.size() <= 1 << 16 ? 1 : 2;
        out.int64(DICTIONARY_FLAGS | width);
        out.int64(keys.size());
        strings(out, keys, Rows.all(keys.size()));
        out.int64(which.count());
        for (int i = 0; i < which.count(); i++) {
            int index = column.index(which.at(i));
            switch (width) {
                case 0 -> out.int8(index);
                case 1 -> out.int16(index);
                default -> out.int32(index);
            }
        }
    }

    /// A map is an array of key and value: where each row's entries end, then all keys, then all values.
    static void map(ByteOutput out, AttributesColumn column, Rows which) {
        var entries = new IntColumn();
        for (int i = 0; i < which.count(); i++) {
            int row = which.at(i);
            for (int entry = column.entriesStart(row); entry < column.entriesEnd(row); entry++) {
                entries.append(entry);
            }
            out.int64(entries.size());
        }
        Rows selected = Rows.at(entries);
        dictionary(out, column.keys(), selected);
        strings(out, column.values(), selected);
    }

    private static void string(ByteOutput out, TextColumn column, int row) {
        out.string(column.data(), column.start(row), column.length(row));
    }
}
