package io.keepwatch.promql.syntax;

import io.keepwatch.promql.Position;

/// Reads the durations of ranges, steps and offsets, which may be calculated: `[5m + step()]`.
final class DurationParser {

    private static final double MAX_SECONDS = 0x1p63 / 1e9;

    private final TokenStream tokens;
    private int depth;

    DurationParser(TokenStream tokens) {
        this.tokens = tokens;
    }

    DurationExpr positive(String where, String expected) {
        if (!startsDuration()) {
            throw tokens.unexpected(where, expected);
        }
        DurationExpr duration = expression(0);
        if (duration instanceof DurationExpr.Literal literal && !(literal.seconds() > 0)) {
            throw tokens.error(literal.position(), "duration must be greater than 0");
        }
        return duration;
    }

    /// An offset takes only what stands right behind it: `foo offset 2 ^ 2` is `(foo offset 2) ^ 2`.
    DurationExpr offset() {
        if (!startsDuration()) {
            throw tokens.unexpected("offset", "number, duration, step(), or range()");
        }
        return operand(false);
    }

    private boolean startsDuration() {
        return switch (tokens.peek().type()) {
            case NUMBER, DURATION, ADD, SUBTRACT, STEP, RANGE, MAX_OF, MIN_OF, LEFT_PAREN -> true;
            default -> false;
        };
    }

    private DurationExpr expression(int minPrecedence) {
        if (++depth > 100) {
            throw tokens.error(tokens.peek().position(), "duration is nested too deeply");
        }
        DurationExpr left = operand(true);
        while (true) {
            BinaryOperator operator = Operators.arithmetic(tokens.peek().type());
            if (operator == null || operator.precedence() < minPrecedence) {
                depth--;
                return left;
            }
            Token sign = tokens.take();
            DurationExpr right = expression(operator.rightAssociative() ? operator.precedence() : operator.precedence() + 1);
            boolean byZero = right instanceof DurationExpr.Literal literal && literal.seconds() == 0;
            if (byZero && (operator == BinaryOperator.DIVIDE || operator == BinaryOperator.MODULO)) {
                throw tokens.error(sign.position(), operator == BinaryOperator.DIVIDE ? "division by zero" : "modulo by zero");
            }
            left = new DurationExpr.Arithmetic(operator, left, right);
        }
    }

    /// @param calculated a sign applies to a whole power, as in `-2^2`, and not only to what follows
    private DurationExpr operand(boolean calculated) {
        if (!tokens.at(TokenType.ADD) && !tokens.at(TokenType.SUBTRACT)) {
            return primary();
        }
        Token sign = tokens.take();
        DurationExpr operand = calculated ? expression(BinaryOperator.POWER.precedence()) : primary();
        Position place = sign.position().to(operand.position());
        if (operand instanceof DurationExpr.Literal literal) {
            return new DurationExpr.Literal(sign.type() == TokenType.SUBTRACT ? -literal.seconds() : literal.seconds(), literal.duration(), place);
        }
        return sign.type() == TokenType.SUBTRACT ? new DurationExpr.Negated(operand, place) : operand;
    }

    private DurationExpr primary() {
        Token token = tokens.peek();
        switch (token.type()) {
            case NUMBER, DURATION -> {
                Expr.NumberLiteral number = Literals.number(tokens, tokens.take());
                if (!(Math.abs(number.value()) <= MAX_SECONDS)) {
                    throw tokens.error(number.position(), "duration out of range");
                }
                return new DurationExpr.Literal(number.value(), number.duration(), number.position());
            }
            case STEP, RANGE -> {
                tokens.take();
                tokens.expect(TokenType.LEFT_PAREN, "", "");
                Position place = token.position().to(tokens.expect(TokenType.RIGHT_PAREN, "", "").position());
                return token.type() == TokenType.STEP ? new DurationExpr.Step(place) : new DurationExpr.Range(place);
            }
            case MAX_OF, MIN_OF -> {
                return extreme();
            }
            case LEFT_PAREN -> {
                tokens.take();
                DurationExpr inner = expression(0);
                Token close = tokens.expect(TokenType.RIGHT_PAREN, "", "");
                return new DurationExpr.Parenthesized(inner, token.position().to(close.position()));
            }
            default -> throw tokens.unexpected("", "");
        }
    }

    private DurationExpr extreme() {
        Token name = tokens.take();
        tokens.expect(TokenType.LEFT_PAREN, "", "");
        DurationExpr left = expression(0);
        tokens.expect(TokenType.COMMA, "", "");
        DurationExpr right = expression(0);
        Token close = tokens.expect(TokenType.RIGHT_PAREN, "", "");
        return new DurationExpr.Extreme(name.type() == TokenType.MAX_OF, left, right, name.position().to(close.position()));
    }
}
