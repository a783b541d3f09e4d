package io.keepwatch.promql.syntax;

import io.keepwatch.promql.syntax.Expr.VectorMatching.Cardinality;
import io.keepwatch.promql.syntax.Expr.VectorMatching;
import io.keepwatch.telemetry.series.LabelText;
import java.util.ArrayList;
import java.util.List;

/// Reads what follows a binary operator (`on`, `ignoring`, `group_left`, `fill`), and lists of labels.
final class MatchingParser {

    private final TokenStream tokens;

    MatchingParser(TokenStream tokens) {
        this.tokens = tokens;
    }

    VectorMatching matching() {
        boolean on = tokens.at(TokenType.ON);
        List<String> labels = List.of();
        List<String> include = List.of();
        Cardinality cardinality = Cardinality.ONE_TO_ONE;
        if (on || tokens.at(TokenType.IGNORING)) {
            tokens.take();
            labels = labels();
            if (tokens.at(TokenType.GROUP_LEFT) || tokens.at(TokenType.GROUP_RIGHT)) {
                cardinality = tokens.take().type() == TokenType.GROUP_LEFT ? Cardinality.MANY_TO_ONE : Cardinality.ONE_TO_MANY;
                include = tokens.at(TokenType.LEFT_PAREN) ? labels() : List.of();
            }
        }
        return filled(new VectorMatching(cardinality, on, labels, include, null, null));
    }

    private VectorMatching filled(VectorMatching matching) {
        Double left = null;
        Double right = null;
        if (tokens.takeIf(TokenType.FILL)) {
            left = fillValue();
            right = left;
        } else if (tokens.takeIf(TokenType.FILL_LEFT)) {
            left = fillValue();
            right = tokens.takeIf(TokenType.FILL_RIGHT) ? fillValue() : null;
        } else if (tokens.takeIf(TokenType.FILL_RIGHT)) {
            right = fillValue();
            left = tokens.takeIf(TokenType.FILL_LEFT) ? fillValue() : null;
        }
        return new VectorMatching(matching.cardinality(), matching.on(), matching.labels(), matching.include(), left, right);
    }

    private Double fillValue() {
        tokens.expect(TokenType.LEFT_PAREN, "", "");
        boolean negative = tokens.at(TokenType.SUBTRACT);
        if (negative || tokens.at(TokenType.ADD)) {
            tokens.take();
        }
        if (!tokens.at(TokenType.NUMBER) && !tokens.at(TokenType.DURATION)) {
            throw tokens.unexpected("", "");
        }
        double value = Literals.number(tokens, tokens.take()).value();
        tokens.expect(TokenType.RIGHT_PAREN, "", "");
        return negative ? -value : value;
    }

    List<String> labels() {
        tokens.expect(TokenType.LEFT_PAREN, "grouping opts", "\"(\"");
        List<String> labels = new ArrayList<>();
        while (!tokens.at(TokenType.RIGHT_PAREN)) {
            labels.add(label());
            if (!tokens.takeIf(TokenType.COMMA) && !tokens.at(TokenType.RIGHT_PAREN)) {
                throw tokens.unexpected("grouping opts", "\",\" or \")\"");
            }
        }
        tokens.take();
        return List.copyOf(labels);
    }

    private String label() {
        Token token = tokens.peek();
        if (token.type() != TokenType.STRING && !token.type().canNameLabel()) {
            throw tokens.unexpected("grouping opts", "label");
        }
        tokens.take();
        String name = token.type() == TokenType.STRING ? StringLiterals.unquote(token.text()) : token.text();
        if (!LabelNames.valid(name)) {
            throw tokens.error(token.position(), "invalid label name for grouping: " + LabelText.quote(name));
        }
        return name;
    }
}
