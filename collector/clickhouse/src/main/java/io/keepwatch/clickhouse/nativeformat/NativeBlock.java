package io.keepwatch.clickhouse.nativeformat;

import io.keepwatch.telemetry.batch.AttributesColumn;
import io.keepwatch.telemetry.batch.DictionaryColumn;
import io.keepwatch.telemetry.batch.DoubleColumn;
import io.keepwatch.telemetry.batch.IntColumn;
import io.keepwatch.telemetry.batch.LongColumn;
import io.keepwatch.telemetry.batch.TextColumn;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;

/// Rows on their way to one table, as a block of ClickHouse's Native format: the number of columns and of rows, then
/// per column its name, its type, the prefix of the type's serialization, and its values.
///
/// Native rather than RowBinary, because the server then takes dictionaries as they are: inserting the values of
/// LowCardinality columns one by one costs it three times as much for the whole insert.
public final class NativeBlock {

    private final String table;
    private final int rows;
    private final List<Column> columns = new ArrayList<>();

    /// @param prefix what the type's serialization begins with, before any value of the column
    private record Column(String name, String type, Part prefix, Part values) {}

    @FunctionalInterface
    private interface Part {
        void write(ByteOutput out);
    }

    public NativeBlock(String table, int rows) {
        this.table = table;
        this.rows = rows;
    }

    public int rows() {
        return rows;
    }

    public String table() {
        return table;
    }

    /// The statement whose data the encoded block is.
    public String insertStatement() {
        return columns.stream()
                .map(column -> "`" + column.name() + "`")
                .collect(Collectors.joining(", ", "INSERT INTO " + table + " (", ") FORMAT Native"));
    }

    public ByteBuffer encode(int expectedBytes) {
        var out = new ByteOutput(expectedBytes);
        out.varint(columns.size());
        out.varint(rows);
        for (Column column : columns) {
            out.string(column.name());
            out.string(column.type());
            if (rows > 0) {
                column.prefix().write(out);
                column.values().write(out);
            }
        }
        return out.bytes();
    }

    /// @param type of eight bytes, such as `DateTime64(9)`, `UInt64` or `Int64`
    public NativeBlock longs(String name, String type, LongColumn column, Rows which) {
        return add(name, type, NativeBlock::none, out -> Values.longs(out, column, which));
    }

    /// @param type an integer of one, two, four or eight bytes, such as `UInt16` or `DateTime`
    public NativeBlock integers(String name, String type, LongColumn column, Rows which) {
        return add(name, type, NativeBlock::none, out -> Values.integers(out, type, column, which));
    }

    public NativeBlock doubles(String name, DoubleColumn column, Rows which) {
        return add(name, "Float64", NativeBlock::none, out -> Values.doubles(out, column, which));
    }

    public NativeBlock bytes(String name, IntColumn column, Rows which) {
        return add(name, "UInt8", NativeBlock::none, out -> Values.bytes(out, column, which));
    }

    /// @param days since 1970
    public NativeBlock dates(String name, IntColumn days, Rows which) {
        return add(name, "Date", NativeBlock::none, out -> Values.shorts(out, days, which));
    }

    public NativeBlock strings(String name, TextColumn column, Rows which) {
        return add(name, "String", NativeBlock::none, out -> Values.strings(out, column, which));
    }

    /// A dictionary into a column that has none in its table.
    public NativeBlock strings(String name, DictionaryColumn column, Rows which) {
        return add(name, "String", NativeBlock::none, out -> Values.strings(out, column, which));
    }

    public NativeBlock dictionary(String name, DictionaryColumn column, Rows which) {
        return add(name, Values.DICTIONARY, Values::dictionaryPrefix, out -> Values.dictionary(out, column, which));
    }

    public NativeBlock map(String name, AttributesColumn column, Rows which) {
        return add(name, Values.MAP, Values::dictionaryPrefix, out -> Values.map(out, column, which));
    }

    // Arrays: `ends` gives for a row how many elements it and all rows before it have, in the flat columns of elements.

    public NativeBlock longArrays(String name, String type, IntUnaryOperator ends, LongColumn elements) {
        return add(name, "Array(" + type + ")", NativeBlock::none, out ->
                Values.longs(out, elements, ends(out, ends)));
    }

    public NativeBlock integerArrays(String name, String type, IntUnaryOperator ends, LongColumn elements) {
        return add(name, "Array(" + type + ")", NativeBlock::none, out ->
                Values.integers(out, type, elements, ends(out, ends)));
    }

    public NativeBlock doubleArrays(String name, IntUnaryOperator ends, DoubleColumn elements) {
        return add(name, "Array(Float64)", NativeBlock::none, out ->
                Values.doubles(out, elements, ends(out, ends)));
    }

    public NativeBlock stringArrays(String name, IntUnaryOperator ends, TextColumn elements) {
        return add(name, "Array(String)", NativeBlock::none, out ->
                Values.strings(out, elements, ends(out, ends)));
    }

    public NativeBlock dictionaryArrays(String name, IntUnaryOperator ends, DictionaryColumn elements) {
        return add(name, "Array(" + Values.DICTIONARY + ")", Values::dictionaryPrefix, out ->
                Values.dictionary(out, elements, ends(out, ends)));
    }

    public NativeBlock mapArrays(String name, IntUnaryOperator ends, AttributesColumn elements) {
        return add(name, "Array(" + Values.MAP + ")", Values::dictionaryPrefix, out ->
                Values.map(out, elements, ends(out, ends)));
    }

    private Rows ends(ByteOutput out, IntUnaryOperator ends) {
        for (int row = 0; row < rows; row++) {
            out.int64(ends.applyAsInt(row));
        }
        return Rows.all(ends.applyAsInt(rows - 1));
    }

    private NativeBlock add(String name, String type, Part prefix, Part values) {
        columns.add(new Column(name, type, prefix, values));
        return this;
    }

    private static void none(ByteOutput out) {}
}
