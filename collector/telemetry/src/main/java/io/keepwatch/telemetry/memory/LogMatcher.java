package io.keepwatch.telemetry.memory;

import io.keepwatch.telemetry.SearchQuery;
import io.keepwatch.telemetry.SearchQuery.FieldTerm;
import io.keepwatch.telemetry.SearchQuery.Term;
import io.keepwatch.telemetry.SearchQuery.TextTerm;
import io.keepwatch.telemetry.logs.LogRecord;
import io.keepwatch.telemetry.logs.Severity;
import io.keepwatch.telemetry.logs.SeverityRange;
import java.util.Locale;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Says whether a log record meets a search.
record LogMatcher(SearchQuery query) implements Predicate<LogRecord> {

    @Override
    public boolean test(LogRecord record) {
        return query.terms().stream().allMatch(term -> matches(term, record) != term.negated());
    }

    private static boolean matches(Term term, LogRecord record) {
        return switch (term) {
            case TextTerm(String text, _) -> TermMatcher.contains(record.body(), text);
            case FieldTerm field -> matches(field, record);
        };
    }

    private static boolean matches(FieldTerm term, LogRecord record) {
        return switch (term.field()) {
            case "service" -> TermMatcher.column(term, record.service());
            case "severity" -> severity(term, record);
            case "trace" -> TermMatcher.word(term, record.traceId());
            case "span" -> TermMatcher.word(term, record.spanId());
            case "body" -> TermMatcher.text(term, record.body());
            default -> TermMatcher.attribute(term, SpanMatcher.attribute(record.attributes(), record.resource(), term.field()));
        };
    }

    private static boolean severity(FieldTerm term, LogRecord record) {
        boolean numbered = record.severityNumber() >= 1 && record.severityNumber() <= 24;
        int number = numbered ? record.severityNumber() : record.severity().leastNumber();
        return switch (term.operator()) {
            case EXISTS -> number != 0 || !record.severityText().isEmpty();
            case LIKE -> TermMatcher.word(term, record.severityText());
            case EQUALS -> SeverityRange.of(term.value())
                    .map(wanted -> wanted.contains(number)).orElseGet(() -> TermMatcher.word(term, record.severityText()));
            case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> number != 0
                    && SeverityRange.of(term.value()).map(wanted -> wanted.compare(term.operator(), number)).orElse(false);
        };
    }

    /// What a facet counts; null when the record has no such field.
    static @Nullable String value(LogRecord record, String field) {
        String value = switch (field) {
            case "service" -> record.service();
            case "severity" -> record.severity() == Severity.UNSPECIFIED ? "" : record.severity().name().toLowerCase(Locale.ROOT);
            case "trace" -> record.traceId();
            case "span" -> record.spanId();
            case "body" -> record.body();
            default -> SpanMatcher.attribute(record.attributes(), record.resource(), field);
        };
        return value == null || value.isEmpty() ? null : value;
    }
}
