package io.keepwatch.clickhouse.reading;

import io.keepwatch.clickhouse.sql.Parameters;
import io.keepwatch.telemetry.Facet;
import io.keepwatch.telemetry.FacetValue;
import io.keepwatch.telemetry.TimeRange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Counts the values of fields. Columns are counted exactly, all in one passage; attributes, which cost ten times as much to read, in the
/// newest part of a large result, scaled up to the whole of it.
///
/// @param condition of a part of the time
/// @param value     the expression of a field
record Facets(Questions questions, String table, BiFunction<TimeRange, Parameters, String> condition,
        BiFunction<String, Parameters, String> value, Predicate<String> isColumn) {

    private static final long SAMPLED_ROWS = 200_000;

    List<Facet> of(TimeRange range, List<String> fields, int limit) {
        Map<String, List<FacetValue>> found = new HashMap<>();
        List<String> columns = fields.stream().filter(isColumn).distinct().toList();
        if (!columns.isEmpty()) {
            found.putAll(columns(range, columns, limit));
        }
        List<String> attributes = fields.stream().filter(isColumn.negate()).distinct().toList();
        if (!attributes.isEmpty()) {
            found.putAll(attributes(range, attributes, limit));
        }
        return fields.stream().map(field -> new Facet(field, found.getOrDefault(field, List.of()))).toList();
    }

    /// A row of a grouping set has a value in the one column it is grouped by, and empty texts in the others.
    private Map<String, List<FacetValue>> columns(TimeRange range, List<String> fields, int limit) {
        var parameters = new Parameters();
        Map<String, String> names = new LinkedHashMap<>(); // two fields may be one column
        fields.forEach(field -> names.putIfAbsent(value.apply(field, parameters), "c" + names.size()));
        String sql = """
                SELECT toUInt8(arrayFirstIndex(text -> text != '', texts)) AS column, texts[column] AS value, count
                FROM
                (
                    SELECT [%s] AS texts, count() AS count FROM (SELECT %s FROM %s WHERE %s) GROUP BY GROUPING SETS (%s)
                )
                WHERE column > 0 ORDER BY count DESC, value LIMIT %s BY column""".formatted(
                names.values().stream().map("toString(%s)"::formatted).collect(Collectors.joining(", ")),
                names.entrySet().stream().map(e -> e.getKey() + " AS " + e.getValue()).collect(Collectors.joining(", ")),
                table, condition.apply(range, parameters),
                names.values().stream().map("(%s)"::formatted).collect(Collectors.joining(", ")), parameters.unsigned(limit));
        Map<String, List<FacetValue>> byColumn = new HashMap<>();
        questions.rows(sql, parameters, row -> byColumn.computeIfAbsent("c" + (row.uint8() - 1), _ -> new ArrayList<>()).add(new FacetValue(row.text(), row.int64())));
        return fields.stream().collect(Collectors.toMap(field -> field,
                field -> byColumn.getOrDefault(names.get(value.apply(field, new Parameters())), List.of())));
    }

    /// The keys of the record's attributes and of its resource's, most frequent first.
    ///
    /// @param record the map of the record's own attributes
    List<String> keys(TimeRange range, String record, int limit) {
        var parameters = new Parameters();
        String sql = """
                SELECT key FROM (SELECT arrayDistinct(arrayConcat(%s.keys, ResourceAttributes.keys)) AS keys FROM %s WHERE %s)
                ARRAY JOIN keys AS key GROUP BY key ORDER BY count() DESC, key LIMIT %s""".formatted(
                record, table, condition.apply(sample(range).range, parameters), parameters.unsigned(limit));
        return questions.rows(sql, parameters, ResultRow::text);
    }

    /// @param scale how many rows each row of it stands for
    private record Sample(TimeRange range, double scale) {}

    private Sample sample(TimeRange range) {
        long all = count(range);
        if (all > 2 * SAMPLED_ROWS) {
            var newest = new TimeRange(range.to().minusNanos((long) (range.length().toNanos() * ((double) SAMPLED_ROWS / all))), range.to());
            long rows = count(newest);
            if (rows > SAMPLED_ROWS / 10) { // otherwise most came earlier, and all are read after all
                return new Sample(newest, (double) all / rows);
            }
        }
        return new Sample(range, 1);
    }

    private Map<String, List<FacetValue>> attributes(TimeRange range, List<String> fields, int limit) {
        Sample sample = sample(range);
        var parameters = new Parameters();
        String values = fields.stream().map(field -> "toString(" + value.apply(field, parameters) + ")").collect(Collectors.joining(", "));
        String sql = """
                SELECT field, value, count() AS count
                FROM (SELECT %s AS field, [%s] AS value FROM %s WHERE %s) ARRAY JOIN field, value
                WHERE value != '' GROUP BY field, value ORDER BY count DESC, value LIMIT %s BY field""".formatted(
                IntStream.range(0, fields.size()).mapToObj(i -> "toUInt8(" + i + ")").collect(Collectors.joining(", ", "[", "]")),
                values, table, condition.apply(sample.range, parameters), parameters.unsigned(limit));
        Map<String, List<FacetValue>> found = new HashMap<>();
        questions.rows(sql, parameters, row -> {
            found.computeIfAbsent(fields.get(row.uint8()), _ -> new ArrayList<>()).add(new FacetValue(row.text(), Math.round(row.int64() * sample.scale)));
            return found;
        });
        return found;
    }

    private long count(TimeRange range) {
        var parameters = new Parameters();
        return questions.row("SELECT count() FROM %s WHERE %s".formatted(table, condition.apply(range, parameters)), parameters, ResultRow::int64);
    }
}
