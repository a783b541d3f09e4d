package io.keepwatch.alerting.routing;

import io.keepwatch.promql.PromQlText;
import io.keepwatch.telemetry.series.LabelMatcher;
import io.keepwatch.telemetry.series.LabelMatcher.Operator;
import io.keepwatch.telemetry.series.LabelText;
import java.util.ArrayList;
import java.util.List;

/// Alertmanager's newer matchers: a name or value is any text between quotes, or one without reserved characters.
final class Utf8Matchers {

    private static final String RESERVED = "{}!=~,\\\"'`";
    private static final int NONE = -1;

    private final String text;
    private int at;

    private Utf8Matchers(String text) {
        this.text = text;
    }

    static List<LabelMatcher> parse(String text) {
        return new Utf8Matchers(text).matchers();
    }

    static boolean isReserved(int c) {
        return Character.isWhitespace(c) || c == 0xA0 || c == 0x85 || RESERVED.indexOf(c) >= 0;
    }

    static String quote(String text) {
        return LabelText.quote(text);
    }

    private List<LabelMatcher> matchers() {
        List<LabelMatcher> matchers = new ArrayList<>();
        boolean braced = accept('{');
        while (peek() != NONE && peek() != '}') {
            matchers.add(matcher());
            if (peek() != NONE && peek() != '}' && !accept(',')) {
                throw unexpected("expected a comma or close brace");
            }
        }
        if (braced && !accept('}')) {
            throw problem("end of input: expected close brace");
        }
        if (!braced && peek() == '}') {
            throw problem("}: expected opening brace");
        }
        if (peek() != NONE) {
            throw unexpected("expected end of input");
        }
        return matchers;
    }

    private LabelMatcher matcher() {
        String name = word("expected label name");
        Operator operator = operator();
        return MatcherText.matcher(name, operator, word("expected label value"));
    }

    private Operator operator() {
        int first = peek();
        if (first != '=' && first != '!') {
            throw unexpected("expected an operator such as '=', '!=', '=~' or '!~'");
        }
        at++;
        int second = at < text.length() ? text.charAt(at) : NONE;
        at += second == '~' || first == '!' && second == '=' ? 1 : 0;
        if (first == '=') {
            return second == '~' ? Operator.MATCHES : Operator.EQUAL;
        }
        return switch (second) {
            case '=' -> Operator.NOT_EQUAL;
            case '~' -> Operator.NOT_MATCHES;
            default -> throw problem("!: expected one of '=~'");
        };
    }

    private String word(String expected) {
        int start = peek() == NONE ? text.length() : at;
        if (peek() == '"') {
            return quoted(start);
        }
        while (at < text.length() && !isReserved(text.codePointAt(at))) {
            at += Character.charCount(text.codePointAt(at));
        }
        if (at == start) {
            throw unexpected(expected);
        }
        return text.substring(start, at);
    }

    private String quoted(int start) {
        int end = start + 1;
        while (end < text.length() && text.charAt(end) != '"') {
            end += text.charAt(end) == '\\' ? 2 : 1;
        }
        if (end >= text.length()) {
            throw problem(text.substring(start) + ": missing end \"");
        }
        at = end + 1;
        try {
            String literal = text.substring(start, at);
            if (literal.indexOf('\n') >= 0) {
                throw new IllegalArgumentException("newline in string");
            }
            return PromQlText.unquote(literal);
        } catch (IllegalArgumentException _) {
            throw problem(text.substring(start, at) + ": invalid input");
        }
    }

    private boolean accept(char c) {
        boolean found = peek() == c;
        at += found ? 1 : 0;
        return found;
    }

    /// The next character that is no space.
    private int peek() {
        while (at < text.length() && isReserved(text.charAt(at)) && RESERVED.indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return at < text.length() ? text.codePointAt(at) : NONE;
    }

    private MatcherSyntaxException unexpected(String expected) {
        int c = peek();
        return problem((c == NONE ? "end of input" : "unexpected " + Character.toString(c)) + ": " + expected);
    }

    private MatcherSyntaxException problem(String problem) {
        return new MatcherSyntaxException(at + ": " + problem);
    }
}
