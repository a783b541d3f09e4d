package io.keepwatch.clickhouse.reading;

import io.keepwatch.clickhouse.sql.Parameters;
import io.keepwatch.telemetry.SearchDuration;
import io.keepwatch.telemetry.SearchQuery.FieldTerm;
import io.keepwatch.telemetry.SearchQuery.Operator;
import io.keepwatch.telemetry.SearchQuery.Term;
import io.keepwatch.telemetry.SearchQuery.TextTerm;
import io.keepwatch.telemetry.SearchQuery;
import io.keepwatch.telemetry.TimeRange;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Writes a search over a stretch of time as a condition on `otel_traces`.
final class SpanConditions {

    /// Attributes that pages ask of every span in sight are columns as well, see 007_span_columns.sql.
    private static final Map<String, String> COLUMNS = Map.of("error.type", "ErrorType", "http.route", "HttpRoute",
            "http.response.status_code", "HttpStatusCode", "db.system.name", "DbSystem");

    private final Parameters parameters;
    private final String time;
    private final FieldConditions fields;

    SpanConditions(Parameters parameters, TimeRange range) {
        this.parameters = parameters;
        this.time = parameters.within("Timestamp", range);
        this.fields = new FieldConditions(parameters, "SpanAttributes", "otel_traces WHERE " + time);
    }

    /// The time and all terms.
    String of(SearchQuery query) {
        return Stream.concat(Stream.of(time), query.terms().stream().map(this::of)).collect(Collectors.joining(" AND "));
    }

    private String of(Term term) {
        String condition = switch (term) {
            case TextTerm(String text, _) -> "(" + contains("SpanName", text) + " OR " + contains("StatusMessage", text) + ")";
            case FieldTerm field -> of(field);
        };
        return term.negated() ? "NOT (" + condition + ")" : "(" + condition + ")";
    }

    private String of(FieldTerm term) {
        return switch (term.field()) {
            case "service" -> fields.column(term, "ServiceName");
            case "operation" -> fields.column(term, "SpanName");
            case "kind" -> fields.word(term, "SpanKind");
            case "status" -> !term.value().isEmpty() && Character.isDigit(term.value().charAt(0))
                    ? fields.httpStatus(term) : fields.word(term, "StatusCode");
            case "duration" -> duration(term);
            case "trace" -> fields.id(term, "TraceId");
            case "span" -> fields.id(term, "SpanId");
            case "body" -> term.operator() == Operator.EQUALS
                    ? "(" + contains("SpanName", term.value()) + " OR " + contains("StatusMessage", term.value()) + ")"
                    : "(" + fields.word(term, "SpanName") + " OR " + fields.word(term, "StatusMessage") + ")";
            default -> attribute(term);
        };
    }

    /// The column cannot tell an empty value from none, which matters to patterns that match both; equality the text index answers faster.
    private String attribute(FieldTerm term) {
        boolean likeSomething = term.operator() == Operator.LIKE && term.value().chars().anyMatch(c -> c != '*');
        return likeSomething && COLUMNS.containsKey(term.field()) ? fields.column(term, COLUMNS.get(term.field())) : fields.attribute(term);
    }

    private String duration(FieldTerm term) {
        if (term.operator() == Operator.EXISTS) {
            return "1";
        }
        var nanos = SearchDuration.nanos(term.value());
        return nanos.isEmpty() ? "0" : "Duration " + FieldConditions.operator(term.operator()) + " " + parameters.unsigned(nanos.getAsLong());
    }

    private String contains(String column, String text) {
        boolean ascii = text.chars().allMatch(c -> c < 128);
        return "positionCaseInsensitive" + (ascii ? "" : "UTF8") + "(" + column + ", " + parameters.text(text) + ") > 0";
    }

    /// The value of a field as an expression, empty where a span has none.
    static String value(String field, Parameters parameters) {
        return switch (field) {
            case "service" -> "ServiceName";
            case "operation", "body" -> "SpanName";
            case "kind" -> "SpanKind";
            case "status" -> "StatusCode";
            case "trace" -> "TraceId";
            case "span" -> "SpanId";
            case "duration" -> "concat(toString(Duration), 'ns')";
            default -> {
                if (COLUMNS.containsKey(field)) {
                    yield COLUMNS.get(field);
                }
                String key = parameters.text(field);
                yield "if(has(SpanAttributes.keys, %1$s), SpanAttributes[%1$s], ResourceAttributes[%1$s])".formatted(key);
            }
        };
    }

    /// Whether the field is a column, and so cheap to read.
    static boolean isColumn(String field) {
        return switch (field) {
            case "service", "operation", "body", "kind", "status", "trace", "span", "duration" -> true;
            default -> COLUMNS.containsKey(field);
        };
    }
}
