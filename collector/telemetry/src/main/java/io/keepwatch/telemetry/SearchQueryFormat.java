package io.keepwatch.telemetry;

import io.keepwatch.telemetry.SearchQuery.FieldTerm;
import io.keepwatch.telemetry.SearchQuery.Operator;
import io.keepwatch.telemetry.SearchQuery.Term;
import io.keepwatch.telemetry.SearchQuery.TextTerm;

/// Writes a term the way [SearchQueryParser] reads it, quoted only where it must be.
final class SearchQueryFormat {

    private SearchQueryFormat() {}

    static String format(Term term) {
        String sign = term.negated() ? "-" : "";
        return sign + switch (term) {
            case TextTerm(String text, _) -> text(text);
            case FieldTerm(String field, Operator operator, String value, _) -> field(field) + ":" + value(operator, value);
        };
    }

    private static String field(String field) {
        return isPlain(field) && !SearchQueryParser.looksLikeText(field, "") ? field : quoted(field);
    }

    private static String value(Operator operator, String value) {
        return switch (operator) {
            case EXISTS -> "*";
            case LIKE -> pattern(value);
            case EQUALS -> isPlainValue(value) ? value : quoted(value);
            case LESS -> "<" + comparand(value);
            case LESS_OR_EQUAL -> "<=" + comparand(value);
            case GREATER -> ">" + comparand(value);
            case GREATER_OR_EQUAL -> ">=" + comparand(value);
        };
    }

    private static String comparand(String value) {
        return isPlainValue(value) && !value.startsWith("=") ? value : quoted(value);
    }

    private static String text(String text) {
        boolean keyword = text.equals("AND") || text.equals("OR") || text.equals("NOT");
        return isPlain(text) && !keyword ? text : quoted(text);
    }

    /// A pattern already carries its backslashes before stars and backslashes; the rest of what ends a word gets them here.
    private static String pattern(String pattern) {
        var out = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (SearchQueryParser.isSpace(c) || c == '"' || i == 0 && (c == '<' || c == '>')) {
                out.append('\\');
            }
            out.append(c);
            if (c == '\\' && i + 1 < pattern.length()) {
                out.append(pattern.charAt(++i));
            }
        }
        return out.toString();
    }

    private static boolean isPlain(String text) {
        return !text.isEmpty() && !text.startsWith("-") && text.indexOf(':') < 0 && hasNothingSpecial(text);
    }

    private static boolean isPlainValue(String text) {
        return !text.isEmpty() && !text.startsWith("<") && !text.startsWith(">") && !text.startsWith("//") && hasNothingSpecial(text);
    }

    private static boolean hasNothingSpecial(String text) {
        return text.chars().noneMatch(c -> c == '"' || c == '\\' || c == '*' || SearchQueryParser.isSpace((char) c));
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
