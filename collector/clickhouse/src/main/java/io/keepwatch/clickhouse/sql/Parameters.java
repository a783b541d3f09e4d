package io.keepwatch.clickhouse.sql;

import io.keepwatch.telemetry.TimeRange;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/// The values of one query. They travel beside the text of the query, never in it: each method binds a value and
/// returns the placeholder that stands for it.
public final class Parameters {

    private final Map<String, String> values;

    public Parameters() {
        this.values = new LinkedHashMap<>();
    }

    /// For a text that has placeholders of other parameters in it.
    public Parameters(Parameters others) {
        this.values = new LinkedHashMap<>(others.values);
    }

    public String text(String value) {
        return bind("String", escaped(value));
    }

    public String texts(Collection<String> values) {
        return bind("Array(String)", values.stream().map(value -> "'" + quoted(value) + "'").collect(Collectors.joining(",", "[", "]")));
    }

    public String integer(long value) {
        return bind("Int64", Long.toString(value));
    }

    public String unsigned(long value) {
        return bind("UInt64", Long.toUnsignedString(value));
    }

    public String number(double value) {
        return bind("Float64", Double.toString(value));
    }

    /// An expression of type DateTime64(9).
    public String instant(Instant instant) {
        return "fromUnixTimestamp64Nano(" + integer(Times.nanos(instant)) + ")";
    }

    /// A condition on a column of type DateTime64(9).
    public String within(String column, TimeRange range) {
        return "(%1$s >= %2$s AND %1$s < %3$s)".formatted(column, instant(range.from()), instant(range.to()));
    }

    public Map<String, String> values() {
        return values;
    }

    private String bind(String type, String value) {
        String name = "p" + values.size();
        values.put("param_" + name, value);
        return "{" + name + ":" + type + "}";
    }

    /// As ClickHouse reads a parameter: tab-separated, so that it ends where the value ends.
    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r").replace("\0", "\\0");
    }

    /// As a text inside an array, which is then escaped once more as a whole by nobody: arrays are read with quotes.
    private static String quoted(String value) {
        return escaped(value).replace("'", "\\'");
    }
}
