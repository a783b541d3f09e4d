package io.keepwatch.promql.syntax;

import io.keepwatch.promql.Position;
import io.keepwatch.promql.syntax.Expr.Extension;
import io.keepwatch.promql.syntax.Expr.TimeShift;
import io.keepwatch.promql.syntax.Expr.VectorSelector;
import io.keepwatch.telemetry.series.LabelMatcher;
import io.keepwatch.telemetry.series.Labels;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads selectors: a name, matchers in braces, or both; names may be quoted inside the braces.
final class SelectorParser {

    private static final String WHERE = "label matching";

    private final TokenStream tokens;

    SelectorParser(TokenStream tokens) {
        this.tokens = tokens;
    }

    VectorSelector selector() {
        if (tokens.at(TokenType.LEFT_BRACE)) {
            Token open = tokens.peek();
            List<LabelMatcher> matchers = matchers();
            return new VectorSelector("", matchers, TimeShift.NONE, Extension.NONE, new Position(open.start(), tokens.previousEnd()));
        }
        if (!tokens.peek().type().canNameMetric()) {
            throw tokens.unexpected("", "");
        }
        return selector(tokens.take());
    }

    VectorSelector selector(Token name) {
        List<LabelMatcher> matchers = tokens.at(TokenType.LEFT_BRACE) ? matchers() : new ArrayList<>();
        matchers.add(new LabelMatcher(Labels.NAME, LabelMatcher.Operator.EQUAL, name.text()));
        var place = new Position(name.start(), matchers.size() == 1 ? Math.max(name.end(), tokens.previousEnd()) : tokens.previousEnd());
        return new VectorSelector(name.text(), List.copyOf(matchers), TimeShift.NONE, Extension.NONE, place);
    }

    private List<LabelMatcher> matchers() {
        tokens.take();
        List<LabelMatcher> matchers = new ArrayList<>();
        while (!tokens.at(TokenType.RIGHT_BRACE)) {
            matchers.add(matcher());
            if (!tokens.takeIf(TokenType.COMMA) && !tokens.at(TokenType.RIGHT_BRACE)) {
                throw tokens.unexpected(WHERE, "\",\" or \"}\"");
            }
        }
        tokens.take();
        return matchers;
    }

    private LabelMatcher matcher() {
        Token label = tokens.peek();
        if (label.type() != TokenType.IDENTIFIER && label.type() != TokenType.STRING) {
            throw tokens.unexpected(WHERE, "identifier or \"}\"");
        }
        tokens.take();
        boolean quoted = label.type() == TokenType.STRING;
        String name = quoted ? StringLiterals.unquote(label.text()) : label.text();
        LabelMatcher.Operator operator = operator();
        if (operator == null) {
            if (!quoted) {
                throw tokens.unexpected(WHERE, "label matching operator");
            }
            return new LabelMatcher(Labels.NAME, LabelMatcher.Operator.EQUAL, name);
        }
        tokens.take();
        Token value = tokens.expect(TokenType.STRING, WHERE, "string");
        try {
            return new LabelMatcher(name, operator, StringLiterals.unquote(value.text()));
        } catch (IllegalArgumentException e) {
            throw tokens.error(label.position().to(value.position()), e.getMessage());
        }
    }

    private LabelMatcher.@Nullable Operator operator() {
        return switch (tokens.peek().type()) {
            case ASSIGN -> LabelMatcher.Operator.EQUAL;
            case NOT_EQUAL -> LabelMatcher.Operator.NOT_EQUAL;
            case EQUAL_REGEX -> LabelMatcher.Operator.MATCHES;
            case NOT_REGEX -> LabelMatcher.Operator.NOT_MATCHES;
            default -> null;
        };
    }
}
