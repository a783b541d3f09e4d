package io.keepwatch.clickhouse.nativeformat;

import io.keepwatch.clickhouse.nativeformat.ResultColumn.Doubles;
import io.keepwatch.clickhouse.nativeformat.ResultColumn.Ints;
import io.keepwatch.clickhouse.nativeformat.ResultColumn.Lists;
import io.keepwatch.clickhouse.nativeformat.ResultColumn.Longs;
import io.keepwatch.clickhouse.nativeformat.ResultColumn.Maps;
import io.keepwatch.clickhouse.nativeformat.ResultColumn.Texts;
import java.util.List;

/// Some rows of a result, by column in the order of the query.
public record ResultBlock(int rows, List<ResultColumn> columns) {

    public long[] longs(int column) {
        return ((Longs) columns.get(column)).values();
    }

    public int[] ints(int column) {
        return ((Ints) columns.get(column)).values();
    }

    public double[] doubles(int column) {
        return ((Doubles) columns.get(column)).values();
    }

    public Texts texts(int column) {
        return (Texts) columns.get(column);
    }

    public Lists lists(int column) {
        return (Lists) columns.get(column);
    }

    public Maps maps(int column) {
        return (Maps) columns.get(column);
    }
}
