package io.keepwatch.backup.source.postgresql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/// A table of a database.
///
/// @param hasRows false for a partitioned table, whose rows are in its partitions
/// @param columns that make a row, in the order of their names
record TableRef(String schema, String name, boolean hasRows, List<String> columns) {

    static TableRef read(ResultSet row) throws SQLException {
        return new TableRef(row.getString(1), row.getString(2), row.getBoolean(3), List.of((String[]) row.getArray(4).getArray()));
    }

    String quoted() {
        return Sql.name(schema, name);
    }

    /// Rows, and a sum over them that is the same in whichever order they lie.
    String countAndChecksum() {
        String row = columns.stream().map(column -> "t." + Sql.name(column)).collect(Collectors.joining(", ", "ROW(", ")"));
        return "SELECT count(*), sum(hashtextextended(" + row + "::text COLLATE \"C\", 0)) FROM ONLY " + quoted() + " AS t";
    }

    String count() {
        return "SELECT count(*), NULL FROM ONLY " + quoted();
    }

    @Override
    public String toString() {
        return schema + "." + name;
    }
}
