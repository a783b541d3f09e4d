package io.keepwatch.clickhouse.reading;

import io.keepwatch.clickhouse.sql.Parameters;
import io.keepwatch.telemetry.SearchQuery.FieldTerm;
import io.keepwatch.telemetry.SearchQuery.Operator;
import io.keepwatch.telemetry.SearchQuery.Term;
import io.keepwatch.telemetry.SearchQuery.TextTerm;
import io.keepwatch.telemetry.SearchQuery;
import io.keepwatch.telemetry.TimeRange;
import io.keepwatch.telemetry.logs.Severity;
import io.keepwatch.telemetry.logs.SeverityRange;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Writes a search over a stretch of time as a condition on `otel_logs`.
final class LogConditions {

    private static final List<String> SEVERITY_WORDS = List.of("trace", "debug", "info", "information", "notice", "warn", "warning",
            "error", "err", "fatal", "critical", "crit", "emergency", "alert");

    /// The number, or what the sender's word stands for where it sent no number, or 0.
    static final String SEVERITY = "multiIf(SeverityNumber BETWEEN 1 AND 24, SeverityNumber, " + severityOfWords() + ", 0)";

    private final Parameters parameters;
    private final String time;
    private final FieldConditions fields;

    LogConditions(Parameters parameters, TimeRange range) {
        this.parameters = parameters;
        this.time = within(range, parameters);
        this.fields = new FieldConditions(parameters, "LogAttributes", "otel_logs WHERE " + time);
    }

    /// The time and all terms.
    String of(SearchQuery query) {
        return Stream.concat(Stream.of(time), query.terms().stream().map(this::of)).collect(Collectors.joining(" AND "));
    }

    /// The table's key starts with the five minutes, so they are named beside the time itself.
    private static String within(TimeRange range, Parameters parameters) {
        return parameters.within("Timestamp", range) + " AND toStartOfFiveMinutes(Timestamp) >= toStartOfFiveMinutes("
                + parameters.instant(range.from()) + ") AND toStartOfFiveMinutes(Timestamp) <= toStartOfFiveMinutes(" + parameters.instant(range.to()) + ")";
    }

    private String of(Term term) {
        String condition = switch (term) {
            case TextTerm(String text, _) -> contains(text);
            case FieldTerm field -> of(field);
        };
        return term.negated() ? "NOT (" + condition + ")" : "(" + condition + ")";
    }

    private String of(FieldTerm term) {
        return switch (term.field()) {
            case "service" -> fields.column(term, "ServiceName");
            case "severity" -> severity(term);
            case "trace" -> fields.id(term, "TraceId");
            case "span" -> fields.id(term, "SpanId");
            case "body" -> body(term);
            default -> fields.attribute(term);
        };
    }

    private String severity(FieldTerm term) {
        return switch (term.operator()) {
            case EXISTS -> "(" + SEVERITY + " != 0 OR SeverityText != '')";
            case LIKE -> fields.word(term, "SeverityText");
            case EQUALS -> SeverityRange.of(term.value())
                    .map(range -> "%s BETWEEN %d AND %d".formatted(SEVERITY, range.least(), range.greatest()))
                    .orElseGet(() -> fields.word(term, "SeverityText"));
            case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> SeverityRange.of(term.value())
                    .map(range -> "(%1$s != 0 AND %1$s %2$s %3$d)".formatted(SEVERITY, FieldConditions.operator(term.operator()), bound(term.operator(), range)))
                    .orElse("0");
        };
    }

    private static int bound(Operator operator, SeverityRange range) {
        return operator == Operator.LESS || operator == Operator.GREATER_OR_EQUAL ? range.least() : range.greatest();
    }

    private String body(FieldTerm term) {
        return switch (term.operator()) {
            case EQUALS -> contains(term.value());
            case LIKE -> isAscii(term.value()) ? "lower(Body) LIKE " + parameters.text(FieldConditions.likePattern(term.value().toLowerCase(Locale.ROOT)))
                    : "Body ILIKE " + parameters.text(FieldConditions.likePattern(term.value()));
            case EXISTS, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> fields.column(term, "Body");
        };
    }

    /// The index holds the words of lower(Body); ClickHouse looks a LIKE up in its dictionary.
    private String contains(String text) {
        if (!isAscii(text)) {
            return "positionCaseInsensitiveUTF8(Body, " + parameters.text(text) + ") > 0";
        }
        String literal = text.toLowerCase(Locale.ROOT).chars().mapToObj(c -> FieldConditions.literalLike((char) c)).collect(Collectors.joining());
        return "lower(Body) LIKE " + parameters.text("%" + literal + "%");
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 128);
    }

    /// The value of a field as an expression, empty where a record has none.
    static String value(String field, Parameters parameters) {
        return switch (field) {
            case "service" -> "ServiceName";
            case "severity" -> "['', 'trace', 'debug', 'info', 'warn', 'error', 'fatal'][intDiv(" + SEVERITY + " + 3, 4) + 1]";
            case "trace" -> "TraceId";
            case "span" -> "SpanId";
            case "body" -> "Body";
            default -> {
                String key = parameters.text(field);
                yield "if(has(LogAttributes.keys, %1$s), LogAttributes[%1$s], ResourceAttributes[%1$s])".formatted(key);
            }
        };
    }

    static boolean isColumn(String field) {
        return switch (field) {
            case "service", "severity", "trace", "span" -> true;
            default -> false;
        };
    }

    private static String severityOfWords() {
        Map<Severity, List<String>> words = new EnumMap<>(Severity.class);
        SEVERITY_WORDS.forEach(word -> words.computeIfAbsent(Severity.of(0, word), _ -> new ArrayList<>()).add("'" + word + "'"));
        return words.entrySet().stream().map(e -> "lower(SeverityText) IN (%s), %d".formatted(String.join(", ", e.getValue()), e.getKey().leastNumber()))
                .collect(Collectors.joining(", "));
    }
}
