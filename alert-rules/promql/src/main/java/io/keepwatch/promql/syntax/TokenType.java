package io.keepwatch.promql.syntax;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The kinds of tokens. A keyword may also be a metric's or a label's name, so the parser decides by its place.
enum TokenType {
    END, IDENTIFIER, METRIC_IDENTIFIER, NUMBER, DURATION, STRING,
    LEFT_PAREN, RIGHT_PAREN, LEFT_BRACE, RIGHT_BRACE, LEFT_BRACKET, RIGHT_BRACKET, COMMA, COLON, AT,
    ASSIGN, EQUAL_REGEX, NOT_REGEX,
    EQUAL, NOT_EQUAL, LESS, LESS_EQUAL, GREATER, GREATER_EQUAL, TRIM_UPPER, TRIM_LOWER,
    ADD, SUBTRACT, MULTIPLY, DIVIDE, MODULO, POWER,
    AND, OR, UNLESS, ATAN2,
    AGGREGATOR,
    OFFSET, ANCHORED, SMOOTHED, BY, WITHOUT, ON, IGNORING, GROUP_LEFT, GROUP_RIGHT, FILL, FILL_LEFT, FILL_RIGHT, BOOL,
    START, STOP, STEP, RANGE, MAX_OF, MIN_OF;

    private static final Map<String, TokenType> WORDS = Stream.of(AND, OR, UNLESS, ATAN2, OFFSET, ANCHORED, SMOOTHED, BY,
                    WITHOUT, ON, IGNORING, GROUP_LEFT, GROUP_RIGHT, FILL, FILL_LEFT, FILL_RIGHT, BOOL, START, STEP, RANGE, MAX_OF, MIN_OF)
            .collect(Collectors.toUnmodifiableMap(type -> type.name().toLowerCase(Locale.ROOT), type -> type));
    private static final Map<String, Aggregator> AGGREGATORS = Stream.of(Aggregator.values())
            .collect(Collectors.toUnmodifiableMap(Aggregator::text, aggregator -> aggregator));

    static TokenType ofWord(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        if (lower.equals("inf") || lower.equals("nan")) {
            return NUMBER;
        }
        if (lower.equals("end")) {
            return STOP;
        }
        if (AGGREGATORS.containsKey(lower)) {
            return AGGREGATOR;
        }
        return WORDS.getOrDefault(lower, word.indexOf(':') >= 0 ? METRIC_IDENTIFIER : IDENTIFIER);
    }

    static Aggregator aggregator(String word) {
        return AGGREGATORS.getOrDefault(word.toLowerCase(Locale.ROOT), Aggregator.SUM);
    }

    boolean isKeyword() {
        return ordinal() >= OFFSET.ordinal();
    }

    boolean isOperator() {
        return ordinal() > ASSIGN.ordinal() && ordinal() <= ATAN2.ordinal() || this == AT;
    }

    /// Whether it may stand where a metric's name is expected.
    boolean canNameMetric() {
        return switch (this) {
            case IDENTIFIER, METRIC_IDENTIFIER, AND, OR, UNLESS, AGGREGATOR -> true;
            case ON, IGNORING, GROUP_LEFT, GROUP_RIGHT, BOOL -> false;
            default -> isKeyword();
        };
    }

    /// Whether it may stand where a label's name is expected.
    boolean canNameLabel() {
        return this == IDENTIFIER || this == METRIC_IDENTIFIER || this == AND || this == OR || this == UNLESS || this == ATAN2
                || this == AGGREGATOR || isKeyword();
    }
}
