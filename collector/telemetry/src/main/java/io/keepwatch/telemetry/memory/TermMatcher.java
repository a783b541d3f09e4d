package io.keepwatch.telemetry.memory;

import io.keepwatch.telemetry.SearchDuration;
import io.keepwatch.telemetry.SearchQuery.FieldTerm;
import io.keepwatch.telemetry.SearchQuery.Operator;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Says whether one value meets one term of a search, whatever signal the value comes from.
final class TermMatcher {

    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d+)?");

    private TermMatcher() {}

    static boolean contains(String text, String part) {
        return text.toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT));
    }

    /// A text such as the body: a value is contained in it, and case does not matter.
    static boolean text(FieldTerm term, String text) {
        return switch (term.operator()) {
            case EQUALS -> contains(text, term.value());
            case LIKE -> like(term.value(), text, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
            case EXISTS -> !text.isEmpty();
            case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> number(term, text);
        };
    }

    /// One of a set of words, such as the kind of a span; case does not matter.
    static boolean word(FieldTerm term, String word) {
        return switch (term.operator()) {
            case EQUALS -> word.equalsIgnoreCase(term.value());
            case LIKE -> like(term.value(), word, Pattern.CASE_INSENSITIVE);
            case EXISTS -> !word.isEmpty();
            case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> number(term, word);
        };
    }

    /// A column that every record has; the empty text counts as absent.
    static boolean column(FieldTerm term, String value) {
        return term.operator() == Operator.EXISTS ? !value.isEmpty() : attribute(term, value);
    }

    static boolean attribute(FieldTerm term, @Nullable String value) {
        if (value == null) {
            return false;
        }
        return switch (term.operator()) {
            case EQUALS -> value.equals(term.value());
            case LIKE -> like(term.value(), value, 0);
            case EXISTS -> true;
            case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> number(term, value);
        };
    }

    static boolean duration(FieldTerm term, long nanos) {
        if (term.operator() == Operator.EXISTS) {
            return true;
        }
        var wanted = SearchDuration.nanos(term.value());
        return wanted.isPresent() && compares(term.operator(), Long.compare(nanos, wanted.getAsLong()));
    }

    static boolean compares(Operator operator, int comparison) {
        return switch (operator) {
            case EQUALS, LIKE -> comparison == 0;
            case EXISTS -> true;
            case LESS -> comparison < 0;
            case LESS_OR_EQUAL -> comparison <= 0;
            case GREATER -> comparison > 0;
            case GREATER_OR_EQUAL -> comparison >= 0;
        };
    }

    private static boolean number(FieldTerm term, String value) {
        return NUMBER.matcher(value).matches() && NUMBER.matcher(term.value()).matches()
                && compares(term.operator(), Double.compare(Double.parseDouble(value), Double.parseDouble(term.value())));
    }

    private static boolean like(String pattern, String value, int flags) {
        var regex = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == '*') {
                regex.append(".*");
            } else {
                boolean escape = c == '\\' && i + 1 < pattern.length();
                regex.append(Pattern.quote(String.valueOf(escape ? pattern.charAt(++i) : c)));
            }
        }
        return Pattern.compile(regex.toString(), flags | Pattern.DOTALL).matcher(value).matches();
    }
}
