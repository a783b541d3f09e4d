package io.keepwatch.promql.syntax;

/// The binary operators with their precedence.
public enum BinaryOperator {
    OR("or", 1), AND("and", 2), UNLESS("unless", 2),
    EQUAL("==", 3), NOT_EQUAL("!=", 3), LESS("<", 3), LESS_EQUAL("<=", 3), GREATER(">", 3), GREATER_EQUAL(">=", 3),
    /// Only for native histograms.
    TRIM_UPPER("</", 3), TRIM_LOWER(">/", 3),
    ADD("+", 4), SUBTRACT("-", 4),
    MULTIPLY("*", 5), DIVIDE("/", 5), MODULO("%", 5), ATAN2("atan2", 5),
    POWER("^", 6);

    private final String text;
    private final int precedence;

    BinaryOperator(String text, int precedence) {
        this.text = text;
        this.precedence = precedence;
    }

    public String text() {
        return text;
    }

    int precedence() {
        return precedence;
    }

    boolean rightAssociative() {
        return this == POWER;
    }

    public boolean isSet() {
        return this == AND || this == OR || this == UNLESS;
    }

    public boolean isComparison() {
        return switch (this) {
            case EQUAL, NOT_EQUAL, LESS, LESS_EQUAL, GREATER, GREATER_EQUAL -> true;
            default -> false;
        };
    }

    /// The comparison that says the same with its sides exchanged; any other operator itself.
    public BinaryOperator mirrored() {
        return switch (this) {
            case LESS -> GREATER;
            case LESS_EQUAL -> GREATER_EQUAL;
            case GREATER -> LESS;
            case GREATER_EQUAL -> LESS_EQUAL;
            default -> this;
        };
    }

    /// The result is another quantity than the operands, so it loses the metric's name.
    public boolean changesMetric() {
        return switch (this) {
            case ADD, SUBTRACT, MULTIPLY, DIVIDE, MODULO, POWER, ATAN2 -> true;
            default -> false;
        };
    }
}
