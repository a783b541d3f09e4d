package io.keepwatch.promql.syntax;

import io.keepwatch.telemetry.series.LabelText;

/// Turns number and duration tokens into their values.
final class Literals {

    private Literals() {}

    /// A duration counts in seconds.
    static Expr.NumberLiteral number(TokenStream tokens, Token token) {
        if (token.type() == TokenType.NUMBER) {
            Double value = NumberScanner.parse(token.text());
            if (value == null) {
                throw tokens.error(token.position(), "error parsing number: strconv.ParseFloat: parsing "
                        + LabelText.quote(token.text()) + ": invalid syntax");
            }
            return new Expr.NumberLiteral(value, false, token.position());
        }
        try {
            return new Expr.NumberLiteral(PromQlDuration.parseMillis(token.text()) / 1e3, true, token.position());
        } catch (IllegalArgumentException e) {
            throw tokens.error(token.position(), e.getMessage());
        }
    }
}
