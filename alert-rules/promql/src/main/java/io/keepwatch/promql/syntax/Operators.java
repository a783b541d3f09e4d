package io.keepwatch.promql.syntax;

import org.jspecify.annotations.Nullable;

/// Which token stands for which binary operator.
final class Operators {

    private Operators() {}

    static @Nullable BinaryOperator binary(TokenType type) {
        return switch (type) {
            case ADD -> BinaryOperator.ADD;
            case SUBTRACT -> BinaryOperator.SUBTRACT;
            case MULTIPLY -> BinaryOperator.MULTIPLY;
            case DIVIDE -> BinaryOperator.DIVIDE;
            case MODULO -> BinaryOperator.MODULO;
            case POWER -> BinaryOperator.POWER;
            case ATAN2 -> BinaryOperator.ATAN2;
            case EQUAL -> BinaryOperator.EQUAL;
            case NOT_EQUAL -> BinaryOperator.NOT_EQUAL;
            case LESS -> BinaryOperator.LESS;
            case LESS_EQUAL -> BinaryOperator.LESS_EQUAL;
            case GREATER -> BinaryOperator.GREATER;
            case GREATER_EQUAL -> BinaryOperator.GREATER_EQUAL;
            case TRIM_UPPER -> BinaryOperator.TRIM_UPPER;
            case TRIM_LOWER -> BinaryOperator.TRIM_LOWER;
            case AND -> BinaryOperator.AND;
            case OR -> BinaryOperator.OR;
            case UNLESS -> BinaryOperator.UNLESS;
            default -> null;
        };
    }

    /// Those that durations may be calculated with.
    static @Nullable BinaryOperator arithmetic(TokenType type) {
        BinaryOperator operator = binary(type);
        return operator != null && operator.changesMetric() && operator != BinaryOperator.ATAN2 ? operator : null;
    }
}
