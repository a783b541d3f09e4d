package io.keepwatch.alerting.template.text;

import io.keepwatch.alerting.template.text.Token.Type;
import java.util.ArrayDeque;
import java.util.Deque;

/// The tokens of a template, with as many as needed put back.
final class TokenReader {

    private final Lexer lexer;
    private final Deque<Token> putBack = new ArrayDeque<>();
    private int line = 1;

    TokenReader(String text) {
        lexer = new Lexer(text);
    }

    Token take() {
        return putBack.isEmpty() ? read() : putBack.pop();
    }

    Token takeNonSpace() {
        Token token = take();
        while (token.type() == Type.SPACE) {
            token = take();
        }
        return token;
    }

    Token peek() {
        if (putBack.isEmpty()) {
            putBack.push(read());
        }
        return putBack.peek();
    }

    Token peekNonSpace() {
        Token token = takeNonSpace();
        putBack.push(token);
        return token;
    }

    /// The last one first.
    void putBack(Token... tokens) {
        for (Token token : tokens) {
            putBack.push(token);
        }
    }

    /// Where reading has come to, for messages.
    int line() {
        return line;
    }

    private Token read() {
        Token token = lexer.next();
        line = token.line();
        return token;
    }
}
