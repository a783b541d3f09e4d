package io.keepwatch.alerting.template.text;

import io.keepwatch.alerting.template.text.Token.Type;
import org.jspecify.annotations.Nullable;

/// Cuts a template into tokens, on demand. Behind an error token nothing follows.
final class Lexer {

    private static final String LEFT = "{{";
    private static final String RIGHT = "}}";
    private static final String COMMENT = "/*";
    private static final int NONE = -1;

    private final String input;
    private int position;
    private int start;
    private int line = 1;
    private int startLine = 1;
    private int parenDepth;
    private boolean inAction;

    Lexer(String input) {
        this.input = input;
    }

    Token next() {
        while (!inAction) {
            Token token = text();
            if (token != null) {
                return token;
            }
        }
        return insideAction();
    }

    /// Null at a comment and at text that the trim marker behind it eats up.
    private @Nullable Token text() {
        int left = input.indexOf(LEFT, position);
        if (left < 0) {
            position = input.length();
            return position > start ? emit(Type.TEXT) : emit(Type.END_OF_TEXT);
        }
        if (left > start) {
            int end = left;
            if (trimsLeft(left)) {
                while (end > start && isSpace(input.charAt(end - 1))) {
                    end--;
                }
            }
            position = end;
            Token token = end > start ? emit(Type.TEXT) : null;
            position = left;
            ignore();
            return token;
        }
        return leftDelimiter(left);
    }

    private @Nullable Token leftDelimiter(int left) {
        position = left + LEFT.length();
        boolean trims = trimsLeft(left);
        int marker = trims ? 2 : 0;
        if (input.startsWith(COMMENT, position + marker)) {
            position += marker;
            ignore();
            return comment();
        }
        Token token = emit(Type.LEFT_DELIMITER);
        position += marker;
        ignore();
        parenDepth = 0;
        inAction = true;
        return token;
    }

    private @Nullable Token comment() {
        int end = input.indexOf("*/", position + COMMENT.length());
        if (end < 0) {
            return error("unclosed comment");
        }
        position = end + 2;
        int delimiter = rightDelimiterAt(position);
        if (delimiter == 0) {
            return error("comment ends before closing delimiter");
        }
        position += delimiter;
        if (delimiter > RIGHT.length()) {
            skipSpace();
        }
        ignore();
        return null;
    }

    private Token insideAction() {
        int delimiter = rightDelimiterAt(position);
        if (delimiter > 0) {
            return parenDepth == 0 ? rightDelimiter(delimiter) : error("unclosed left paren");
        }
        int c = take();
        return switch (c) {
            case NONE -> error("unclosed action");
            case ' ', '\t', '\r', '\n' -> space();
            case '=' -> emit(Type.ASSIGN);
            case ':' -> take() == '=' ? emit(Type.DECLARE) : error("expected :=");
            case '|' -> emit(Type.PIPE);
            case '"' -> quoted('"', Type.STRING, "unterminated quoted string");
            case '`' -> raw();
            case '$' -> atTerminator() ? emit(Type.VARIABLE) : word(Type.VARIABLE);
            case '\'' -> quoted('\'', Type.CHAR_CONSTANT, "unterminated character constant");
            case '.' -> isDigit(peek()) ? number() : atTerminator() ? emit(Type.DOT) : word(Type.FIELD);
            case '+', '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number();
            case '(' -> {
                parenDepth++;
                yield emit(Type.LEFT_PAREN);
            }
            case ')' -> --parenDepth < 0 ? error("unexpected right paren") : emit(Type.RIGHT_PAREN);
            default -> isAlphanumeric(c) ? identifier() : c < 0x80 && Quoting.isPrint(c) ? emit(Type.CHAR)
                    : error("unrecognized character in action: " + Quoting.named(c));
        };
    }

    private Token rightDelimiter(int length) {
        if (length > RIGHT.length()) {
            position += length - RIGHT.length();
            ignore();
        }
        position += RIGHT.length();
        Token token = emit(Type.RIGHT_DELIMITER);
        if (length > RIGHT.length()) {
            skipSpace();
            ignore();
        }
        inAction = false;
        return token;
    }

    /// The space before a trim marker belongs to the marker.
    private Token space() {
        while (peek() != NONE && isSpace((char) peek())) {
            position++;
        }
        if (rightDelimiterAt(position - 1) > RIGHT.length()) {
            position--;
            if (position == start) {
                return rightDelimiter(rightDelimiterAt(position));
            }
        }
        return emit(Type.SPACE);
    }

    private Token quoted(char quote, Type type, String unterminated) {
        while (true) {
            int c = take();
            if (c == '\\') {
                c = take();
                if (c != NONE && c != '\n') {
                    continue;
                }
            }
            if (c == NONE || c == '\n') {
                return error(unterminated);
            }
            if (c == quote) {
                return emit(type);
            }
        }
    }

    private Token raw() {
        int end = input.indexOf('`', position);
        if (end < 0) {
            position = input.length();
            return error("unterminated raw quoted string");
        }
        position = end + 1;
        return emit(Type.RAW_STRING);
    }

    private Token identifier() {
        Token token = word(Type.IDENTIFIER);
        if (token.type() == Type.ERROR) {
            return token;
        }
        Type keyword = token.text().equals("true") || token.text().equals("false") ? Type.BOOL : Token.KEYWORDS.get(token.text());
        return keyword == null ? token : new Token(keyword, token.position(), token.text(), token.line());
    }

    private Token word(Type type) {
        while (isAlphanumeric(peek())) {
            take();
        }
        return atTerminator() ? emit(type) : error("bad character " + Quoting.named(peek()));
    }

    /// Takes what may be a number; whether it is one, the parser says.
    private Token number() {
        position = start;
        scanNumber();
        boolean complex = accept("+-"); // Go's complex numbers: nothing here has a use for them
        if (complex) {
            scanNumber();
        }
        if (complex || isAlphanumeric(peek())) {
            position += isAlphanumeric(peek()) ? 1 : 0;
            return error("bad number syntax: " + Quoting.quote(input.substring(start, position)));
        }
        return emit(Type.NUMBER);
    }

    private void scanNumber() {
        accept("+-");
        String digits = "0123456789_";
        if (accept("0")) {
            digits = accept("xX") ? "0123456789abcdefABCDEF_" : accept("oO") ? "01234567_" : accept("bB") ? "01_" : digits;
        }
        acceptAll(digits);
        if (accept(".")) {
            acceptAll(digits);
        }
        if (digits.length() == 11 && accept("eE") || digits.length() == 23 && accept("pP")) {
            accept("+-");
            acceptAll("0123456789_");
        }
    }

    /// So that `.X.Y` are two, and `$x+2` is refused.
    private boolean atTerminator() {
        int c = peek();
        return c == NONE || " \t\r\n.,|:)(".indexOf(c) >= 0 || input.startsWith(RIGHT, position) || c == '}';
    }

    /// The length of the closing delimiter at this place with its trim marker, or 0.
    private int rightDelimiterAt(int at) {
        if (input.startsWith(RIGHT, at)) {
            return RIGHT.length();
        }
        boolean marked = at + 1 < input.length() && isSpace(input.charAt(at)) && input.charAt(at + 1) == '-';
        return marked && input.startsWith(RIGHT, at + 2) ? 2 + RIGHT.length() : 0;
    }

    private boolean trimsLeft(int left) {
        int at = left + LEFT.length();
        return at + 1 < input.length() && input.charAt(at) == '-' && isSpace(input.charAt(at + 1));
    }

    private void skipSpace() {
        while (position < input.length() && isSpace(input.charAt(position))) {
            position++;
        }
    }

    private boolean accept(String characters) {
        boolean found = peek() != NONE && characters.indexOf(peek()) >= 0;
        if (found) {
            position++;
        }
        return found;
    }

    private void acceptAll(String characters) {
        while (accept(characters)) {}
    }

    private int peek() {
        return position < input.length() ? input.codePointAt(position) : NONE;
    }

    private int take() {
        int c = peek();
        position += c == NONE ? 0 : Character.charCount(c);
        return c;
    }

    private Token emit(Type type) {
        var token = new Token(type, start, input.substring(start, position), startLine);
        ignore();
        return token;
    }

    private void ignore() {
        for (int i = start; i < position; i++) {
            line += input.charAt(i) == '\n' ? 1 : 0;
        }
        start = position;
        startLine = line;
    }

    private Token error(String problem) {
        var token = new Token(Type.ERROR, start, problem, startLine);
        position = input.length();
        start = position;
        inAction = false;
        return token;
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\n';
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isAlphanumeric(int c) {
        return c == '_' || c != NONE && Character.isLetter(c) || c != NONE && Character.getType(c) == Character.DECIMAL_DIGIT_NUMBER;
    }
}
