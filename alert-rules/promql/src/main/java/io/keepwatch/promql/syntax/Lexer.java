package io.keepwatch.promql.syntax;

import io.keepwatch.promql.Position;
import io.keepwatch.promql.PromQlSyntaxException;
import io.keepwatch.telemetry.series.LabelText;

import static io.keepwatch.promql.syntax.TokenType.*;


/// Cuts a query into tokens, one at a time, so that what is wrong first is told first.
final class Lexer {

    private static final int EOF = -1;

    private final String input;
    private int position;
    private int start;
    private int parentheses;
    private boolean inBraces;
    private boolean inBrackets;
    private boolean colonSeen;
    private boolean durationSeen;

    Lexer(String input) {
        this.input = input;
    }

    String input() {
        return input;
    }

    Token next() {
        skipBlanksAndComments();
        start = position;
        int c = read();
        if (inBraces) {
            return insideBraces(c);
        }
        return inBrackets ? insideBrackets(c) : outside(c);
    }

    private Token outside(int c) {
        return switch (c) {
            case EOF -> end();
            case '{' -> {
                inBraces = true;
                yield token(LEFT_BRACE);
            }
            case '[' -> {
                inBrackets = true;
                colonSeen = false;
                durationSeen = false;
                yield token(LEFT_BRACKET);
            }
            case ']' -> throw error("unexpected right bracket ']'");
            case '@' -> token(AT);
            case '"', '\'', '`' -> string(c);
            case '=' -> peek() == '~' ? fail("unexpected character after '=': '~'") : token(accept('=') ? EQUAL : ASSIGN);
            case '!' -> accept('=') ? token(NOT_EQUAL) : fail("unexpected character after '!': " + shown(peek()));
            case '<' -> token(accept('=') ? LESS_EQUAL : accept('/') ? TRIM_UPPER : LESS);
            case '>' -> token(accept('=') ? GREATER_EQUAL : accept('/') ? TRIM_LOWER : GREATER);
            default -> isAlpha(c) || c == ':' ? word() : arithmetic(c);
        };
    }

    /// What may stand everywhere: numbers, arithmetic, parentheses and commas.
    private Token arithmetic(int c) {
        return switch (c) {
            case ',' -> token(COMMA);
            case '+' -> token(ADD);
            case '-' -> token(SUBTRACT);
            case '*' -> token(MULTIPLY);
            case '/' -> token(DIVIDE);
            case '%' -> token(MODULO);
            case '^' -> token(POWER);
            case '(' -> {
                parentheses++;
                yield token(LEFT_PAREN);
            }
            case ')' -> {
                if (--parentheses < 0) {
                    throw error("unexpected right parenthesis ')'");
                }
                yield token(RIGHT_PAREN);
            }
            default -> isDigit(c) || c == '.' && isDigit(peek()) ? numberOrDuration() : fail(unexpected(c));
        };
    }

    private String unexpected(int c) {
        if (!inBrackets) {
            return "unexpected character: " + shown(c);
        }
        return durationSeen ? "unexpected character: " + shown(c) + ", expected ':'" : "unexpected character in duration expression: " + shown(c);
    }

    private Token insideBrackets(int c) {
        switch (c) {
            case EOF -> throw error(durationSeen ? "unclosed left bracket" : "unexpected end of input in duration expression");
            case '[' -> throw error("unexpected left bracket '['");
            case ']' -> {
                inBrackets = false;
                return token(RIGHT_BRACKET);
            }
            case ':' -> {
                if (colonSeen) {
                    throw error("unexpected colon ':'");
                }
                if (!durationSeen) {
                    throw error("unexpected colon before duration in duration expression");
                }
                colonSeen = true;
                return token(COLON);
            }
            default -> {
                if (!isAlpha(c)) {
                    return arithmetic(c);
                }
                while (isAlphaNumeric(peek())) {
                    read();
                }
                TokenType type = TokenType.ofWord(text());
                if (type != STEP && type != RANGE && type != MAX_OF && type != MIN_OF) {
                    throw error(unexpected(c));
                }
                durationSeen = true;
                return token(type);
            }
        }
    }

    private Token insideBraces(int c) {
        return switch (c) {
            case EOF -> fail("unexpected end of input inside braces");
            case ',' -> token(COMMA);
            case '"', '\'', '`' -> string(c);
            case '=' -> token(accept('~') ? EQUAL_REGEX : ASSIGN);
            case '!' -> accept('~') ? token(NOT_REGEX) : accept('=') ? token(NOT_EQUAL)
                    : fail("unexpected character after '!' inside braces: " + shown(peek()));
            case '{' -> fail("unexpected left brace '{'");
            case '}' -> {
                inBraces = false;
                yield token(RIGHT_BRACE);
            }
            default -> {
                if (!isAlpha(c)) {
                    throw error("unexpected character inside braces: " + shown(c));
                }
                while (isAlphaNumeric(peek())) {
                    read();
                }
                yield token(IDENTIFIER);
            }
        };
    }

    private Token word() {
        while (isAlphaNumeric(peek()) || peek() == ':') {
            read();
        }
        TokenType type = TokenType.ofWord(text());
        boolean fill = type == FILL || type == FILL_LEFT || type == FILL_RIGHT;
        return token(fill && !parenthesisFollows() ? IDENTIFIER : type);
    }

    /// `fill` is a modifier only before a parenthesis, for metrics have had that name before.
    private boolean parenthesisFollows() {
        int i = position;
        while (i < input.length() && isBlank(input.charAt(i))) {
            i++;
        }
        return i < input.length() && input.charAt(i) == '(';
    }

    private Token numberOrDuration() {
        durationSeen = true;
        position = start;
        int number = NumberScanner.number(input, start);
        if (number > start && !isAlphaNumeric(at(number)) && at(number) != '.') {
            position = number;
            return token(NUMBER);
        }
        int duration = NumberScanner.duration(input, start);
        if (duration > start && !isAlphaNumeric(at(duration))) {
            position = duration;
            return token(DURATION);
        }
        position = Math.max(number, duration);
        read();
        throw error("bad number or duration syntax: " + LabelText.quote(text()));
    }

    private Token string(int quote) {
        while (true) {
            int c = read();
            if (c == EOF || c == '\n' && quote != '`') {
                throw error(quote == '`' ? "unterminated raw string" : "unterminated quoted string");
            }
            if (c == quote) {
                return token(STRING);
            }
            if (c == '\\' && quote != '`') {
                checkEscape(quote);
            }
        }
    }

    private void checkEscape(int quote) {
        int escape = position;
        String problem = StringLiterals.problemOfEscape(input, position, quote);
        if (problem != null) {
            throw error(problem);
        }
        position = escape + 1;
    }

    private Token end() {
        if (parentheses != 0) {
            throw error("unclosed left parenthesis");
        }
        return new Token(END, "", input.length());
    }

    private void skipBlanksAndComments() {
        while (position < input.length()) {
            char c = input.charAt(position);
            if (isBlank(c)) {
                position++;
            } else if (c == '#' && !inBrackets) {
                while (position < input.length() && input.charAt(position) != '\n' && input.charAt(position) != '\r') {
                    position++;
                }
            } else {
                return;
            }
        }
    }

    private int read() {
        int c = peek();
        position += c == EOF ? 0 : Character.charCount(c);
        return c;
    }

    private int peek() {
        return at(position);
    }

    private int at(int index) {
        return index < input.length() ? input.codePointAt(index) : EOF;
    }

    private boolean accept(char wanted) {
        boolean there = peek() == wanted;
        position += there ? 1 : 0;
        return there;
    }

    private String text() {
        return input.substring(start, position);
    }

    private Token token(TokenType type) {
        return new Token(type, text(), start);
    }

    private Token fail(String problem) {
        throw error(problem);
    }

    private PromQlSyntaxException error(String problem) {
        return new PromQlSyntaxException(problem, new Position(start, input.length()), input);
    }

    private static String shown(int c) {
        return c == EOF ? "'�'" : "'" + Character.toString(c) + "'";
    }

    private static boolean isBlank(int c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    }

    static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    static boolean isAlpha(int c) {
        return c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    static boolean isAlphaNumeric(int c) {
        return isAlpha(c) || isDigit(c);
    }
}
