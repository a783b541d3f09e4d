package io.keepwatch.promql.syntax;

import io.keepwatch.promql.Position;
import io.keepwatch.promql.PromQlSyntaxException;

/// The tokens of a query with one of look-ahead.
final class TokenStream {

    private final Lexer lexer;
    private Token current;
    private int previousEnd;

    TokenStream(String query) {
        lexer = new Lexer(query);
        current = lexer.next();
    }

    Token peek() {
        return current;
    }

    boolean at(TokenType type) {
        return current.type() == type;
    }

    Token take() {
        Token taken = current;
        previousEnd = taken.end();
        current = taken.type() == TokenType.END ? taken : lexer.next();
        return taken;
    }

    boolean takeIf(TokenType type) {
        boolean there = at(type);
        if (there) {
            take();
        }
        return there;
    }

    /// @param where, `expected` as in Prometheus' message; both may be empty
    Token expect(TokenType type, String where, String expected) {
        if (!at(type)) {
            throw unexpected(where, expected);
        }
        return take();
    }

    /// Where the token taken last ends.
    int previousEnd() {
        return previousEnd;
    }

    PromQlSyntaxException unexpected(String where, String expected) {
        return error(current.position(), "unexpected " + current.described() + (where.isEmpty() ? "" : " in " + where)
                + (expected.isEmpty() ? "" : ", expected " + expected));
    }

    PromQlSyntaxException error(Position position, String problem) {
        return new PromQlSyntaxException(problem, position, lexer.input());
    }
}
