package io.keepwatch.telemetry.memory;

import io.keepwatch.telemetry.SearchQuery;
import io.keepwatch.telemetry.SearchQuery.FieldTerm;
import io.keepwatch.telemetry.SearchQuery.Term;
import io.keepwatch.telemetry.SearchQuery.TextTerm;
import io.keepwatch.telemetry.traces.Span;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Says whether a span meets a search.
record SpanMatcher(SearchQuery query) implements Predicate<Span> {

    private static final String[] HTTP_STATUS = {"http.response.status_code", "http.status_code"};

    @Override
    public boolean test(Span span) {
        return query.terms().stream().allMatch(term -> matches(term, span) != term.negated());
    }

    private static boolean matches(Term term, Span span) {
        return switch (term) {
            case TextTerm(String text, _) -> TermMatcher.contains(span.name(), text) || TermMatcher.contains(span.statusMessage(), text);
            case FieldTerm field -> matches(field, span);
        };
    }

    private static boolean matches(FieldTerm term, Span span) {
        return switch (term.field()) {
            case "service" -> TermMatcher.column(term, span.service());
            case "operation" -> TermMatcher.column(term, span.name());
            case "kind" -> TermMatcher.word(term, span.kind());
            case "status" -> Character.isDigit(first(term.value()))
                    ? TermMatcher.attribute(term, httpStatus(span)) : TermMatcher.word(term, span.statusCode());
            case "duration" -> TermMatcher.duration(term, span.durationNanos());
            case "trace" -> TermMatcher.word(term, span.traceId());
            case "span" -> TermMatcher.word(term, span.spanId());
            case "body" -> TermMatcher.text(term, span.name()) || TermMatcher.text(term, span.statusMessage());
            default -> TermMatcher.attribute(term, attribute(span, term.field()));
        };
    }

    /// What a facet counts; null when the span has no such field.
    static @Nullable String value(Span span, String field) {
        String value = switch (field) {
            case "service" -> span.service();
            case "operation", "body" -> span.name();
            case "kind" -> span.kind();
            case "status" -> span.statusCode();
            case "trace" -> span.traceId();
            case "span" -> span.spanId();
            case "duration" -> span.durationNanos() + "ns";
            default -> attribute(span, field);
        };
        return value == null || value.isEmpty() ? null : value;
    }

    private static @Nullable String attribute(Span span, String key) {
        return attribute(span.attributes(), span.resource(), key);
    }

    static @Nullable String attribute(Map<String, String> attributes, Map<String, String> resource, String key) {
        return attributes.containsKey(key) ? attributes.get(key) : resource.get(key);
    }

    private static @Nullable String httpStatus(Span span) {
        for (String key : HTTP_STATUS) {
            if (span.attributes().containsKey(key)) {
                return span.attributes().get(key);
            }
        }
        return null;
    }

    private static char first(String text) {
        return text.isEmpty() ? ' ' : text.charAt(0);
    }
}
