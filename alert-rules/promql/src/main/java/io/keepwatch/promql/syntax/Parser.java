package io.keepwatch.promql.syntax;

import io.keepwatch.promql.Position;
import io.keepwatch.promql.syntax.Expr.Aggregate;
import io.keepwatch.promql.syntax.Expr.Binary;
import io.keepwatch.promql.syntax.Expr.Call;
import io.keepwatch.promql.syntax.Expr.NumberLiteral;
import io.keepwatch.promql.syntax.Expr.Parenthesized;
import io.keepwatch.promql.syntax.Expr.StringLiteral;
import io.keepwatch.promql.syntax.Expr.Unary;
import io.keepwatch.telemetry.series.LabelText;
import java.util.ArrayList;
import java.util.List;

/// Reads a PromQL expression, by precedence climbing, and checks its types.
public final class Parser {

    /// Deeper nesting or a longer chain of operators would end the thread's stack, here or in the evaluation.
    private static final int MAX_DEPTH = 200;
    private static final int MAX_CHAIN = 300;

    private final TokenStream tokens;
    private final SelectorParser selectors;
    private final PostfixParser postfixes;
    private int depth;
    private int chain;

    private Parser(String query) {
        tokens = new TokenStream(query);
        selectors = new SelectorParser(tokens);
        postfixes = new PostfixParser(tokens);
    }

    /// @throws io.keepwatch.promql.PromQlSyntaxException at the first thing that is wrong
    public static Expr parse(String query) {
        var parser = new Parser(query);
        if (parser.tokens.at(TokenType.END)) {
            throw parser.tokens.error(new Position(0, 0), "no expression found in input");
        }
        Expr expr = parser.expression(0);
        if (!parser.tokens.at(TokenType.END)) {
            throw parser.tokens.unexpected("", "");
        }
        return new TypeCheck(query).checked(expr);
    }

    /// Reads a selector such as `up{job=~"a.*"}`, for `match[]` of the HTTP API.
    public static Expr.VectorSelector parseSelector(String text) {
        var parser = new Parser(text);
        Expr.VectorSelector selector = parser.selectors.selector();
        if (!parser.tokens.at(TokenType.END)) {
            throw parser.tokens.unexpected("", "");
        }
        new TypeCheck(text).checked(selector);
        return selector;
    }

    private Expr expression(int minPrecedence) {
        if (++depth > MAX_DEPTH) {
            throw tokens.error(tokens.peek().position(), "expression is nested more than " + MAX_DEPTH + " levels deep");
        }
        Expr left = operand();
        while (true) {
            BinaryOperator operator = Operators.binary(tokens.peek().type());
            if (operator == null || operator.precedence() < minPrecedence) {
                depth--;
                return left;
            }
            if (++chain > MAX_CHAIN) {
                throw tokens.error(tokens.peek().position(), "expression has more than " + MAX_CHAIN + " binary operators");
            }
            left = binary(operator, left);
        }
    }

    private Expr binary(BinaryOperator operator, Expr left) {
        Position place = tokens.take().position();
        var modifiers = new MatchingParser(tokens);
        boolean returnBool = tokens.takeIf(TokenType.BOOL);
        Expr.VectorMatching matching = modifiers.matching();
        Expr right = expression(operator.rightAssociative() ? operator.precedence() : operator.precedence() + 1);
        return new Binary(operator, returnBool, matching, left, right, place);
    }

    private Expr operand() {
        if (tokens.at(TokenType.ADD) || tokens.at(TokenType.SUBTRACT)) {
            return unary();
        }
        return postfixes.modified(primary());
    }

    private Expr unary() {
        Token sign = tokens.take();
        boolean negative = sign.type() == TokenType.SUBTRACT;
        Expr operand = expression(BinaryOperator.POWER.precedence());
        if (operand instanceof NumberLiteral(double value, boolean duration, Position place)) {
            return new NumberLiteral(negative ? -value : value, duration, sign.position().to(place));
        }
        return new Unary(negative, operand, sign.position().to(operand.position()));
    }

    private Expr primary() {
        Token token = tokens.peek();
        return switch (token.type()) {
            case NUMBER, DURATION -> Literals.number(tokens, tokens.take());
            case STRING -> {
                tokens.take();
                yield new StringLiteral(StringLiterals.unquote(token.text()), token.position());
            }
            case LEFT_PAREN -> parenthesized();
            case LEFT_BRACE -> selectors.selector();
            case AGGREGATOR -> aggregateOrSelector();
            case IDENTIFIER, START, STOP, STEP, RANGE, MAX_OF, MIN_OF -> callOrSelector();
            default -> {
                if (!token.type().canNameMetric()) {
                    throw tokens.unexpected("", "");
                }
                yield selectors.selector();
            }
        };
    }

    private Expr parenthesized() {
        Position open = tokens.take().position();
        Expr inner = expression(0);
        Token close = tokens.expect(TokenType.RIGHT_PAREN, "", "");
        return new Parenthesized(inner, open.to(close.position()));
    }

    private Expr callOrSelector() {
        Token name = tokens.take();
        if (!tokens.at(TokenType.LEFT_PAREN)) {
            return selectors.selector(name);
        }
        FunctionSignature function = FunctionSignature.named(name.text());
        List<Expr> arguments = arguments();
        if (function == null) {
            throw tokens.error(name.position(), "unknown function with name " + LabelText.quote(name.text()));
        }
        return new Call(function, arguments, new Position(name.start(), tokens.previousEnd()));
    }

    private List<Expr> arguments() {
        tokens.expect(TokenType.LEFT_PAREN, "", "");
        List<Expr> arguments = new ArrayList<>();
        while (!tokens.at(TokenType.RIGHT_PAREN)) {
            arguments.add(expression(0));
            if (tokens.at(TokenType.COMMA)) {
                Token comma = tokens.take();
                if (tokens.at(TokenType.RIGHT_PAREN)) {
                    throw tokens.error(comma.position(), "trailing commas not allowed in function call args");
                }
            } else if (!tokens.at(TokenType.RIGHT_PAREN)) {
                throw tokens.unexpected("", "");
            }
        }
        tokens.take();
        return List.copyOf(arguments);
    }

    private Expr aggregateOrSelector() {
        Token name = tokens.take();
        boolean grouped = tokens.at(TokenType.BY) || tokens.at(TokenType.WITHOUT);
        if (!grouped && !tokens.at(TokenType.LEFT_PAREN)) {
            return selectors.selector(name);
        }
        boolean without = false;
        List<String> grouping = List.of();
        if (grouped) {
            without = tokens.take().type() == TokenType.WITHOUT;
            grouping = new MatchingParser(tokens).labels();
            if (!tokens.at(TokenType.LEFT_PAREN)) {
                throw tokens.unexpected("aggregation", "");
            }
        }
        List<Expr> arguments = arguments();
        if (!grouped && (tokens.at(TokenType.BY) || tokens.at(TokenType.WITHOUT))) {
            without = tokens.take().type() == TokenType.WITHOUT;
            grouping = new MatchingParser(tokens).labels();
        }
        return aggregate(name, without, grouping, arguments);
    }

    private Expr aggregate(Token name, boolean without, List<String> grouping, List<Expr> arguments) {
        Aggregator operator = TokenType.aggregator(name.text());
        var place = new Position(name.start(), tokens.previousEnd());
        if (arguments.isEmpty()) {
            throw tokens.error(place, "no arguments for aggregate expression provided");
        }
        int wanted = operator.parameter() == null ? 1 : 2;
        if (arguments.size() != wanted) {
            throw tokens.error(place, "wrong number of arguments for aggregate expression provided, expected " + wanted
                    + ", got " + arguments.size());
        }
        return new Aggregate(operator, without, grouping, wanted == 2 ? arguments.getFirst() : null, arguments.getLast(), place);
    }
}
