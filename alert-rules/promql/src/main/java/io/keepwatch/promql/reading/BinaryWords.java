package io.keepwatch.promql.reading;

import io.keepwatch.promql.syntax.BinaryOperator;
import io.keepwatch.promql.syntax.Expr.Binary;
import io.keepwatch.promql.syntax.Expr.VectorMatching;
import io.keepwatch.promql.syntax.Expr.VectorMatching.Cardinality;
import io.keepwatch.promql.syntax.ValueType;
import io.keepwatch.telemetry.series.LabelText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What stands between two expressions.
final class BinaryWords {

    private BinaryWords() {}

    static Phrase phrase(Binary binary) {
        String left = PlainReading.phrase(binary.left()).inside();
        String right = PlainReading.phrase(binary.right()).inside();
        BinaryOperator operator = binary.operator();
        String text;
        if (operator.isSet()) {
            text = left + switch (operator) {
                case AND -> " where there is also ";
                case UNLESS -> " where there is no ";
                default -> " or, where there is none, ";
            } + right;
        } else if (binary.returnBool()) {
            text = "1 where " + left + " " + compares(operator) + " " + right + ", else 0";
        } else if (operator.isComparison()) {
            boolean mirrored = binary.left().type() == ValueType.SCALAR;
            text = (mirrored ? right : left) + " where it " + compares(mirrored ? operator.mirrored() : operator) + " " + (mirrored ? left : right);
        } else {
            text = left + " " + calculates(operator) + " " + right;
        }
        return Phrase.pair(text + matching(binary.matching(), operator));
    }

    private static String calculates(BinaryOperator operator) {
        return switch (operator) {
            case ADD -> "plus";
            case SUBTRACT -> "minus";
            case MULTIPLY -> "times";
            case DIVIDE -> "divided by";
            case MODULO -> "modulo";
            case POWER -> "to the power of";
            case ATAN2 -> "as the height of an angle (in radians) over";
            case TRIM_UPPER -> "cut above";
            case TRIM_LOWER -> "cut below";
            default -> operator.text();
        };
    }

    private static String compares(BinaryOperator operator) {
        return switch (operator) {
            case EQUAL -> "is";
            case NOT_EQUAL -> "is not";
            case LESS -> "is less than";
            case LESS_EQUAL -> "is at most";
            case GREATER -> "is greater than";
            case GREATER_EQUAL -> "is at least";
            default -> operator.text();
        };
    }

    private static String matching(@Nullable VectorMatching matching, BinaryOperator operator) {
        if (matching == null) {
            return "";
        }
        var words = new ArrayList<String>();
        List<String> labels = matching.labels().stream().map(LabelText::label).toList();
        if (matching.on()) {
            words.add(labels.isEmpty() ? "whatever the labels" : "by " + PlainReading.list(labels));
        } else if (!labels.isEmpty()) {
            words.add("by all labels but " + PlainReading.list(labels));
        } else if (operator.isSet()) {
            words.add("by all labels");
        }
        if (matching.cardinality() == Cardinality.MANY_TO_ONE || matching.cardinality() == Cardinality.ONE_TO_MANY) {
            boolean left = matching.cardinality() == Cardinality.MANY_TO_ONE;
            String include = PlainReading.list(matching.include().stream().map(LabelText::label).toList());
            words.add((left ? "many on the left to one on the right" : "one on the left to many on the right")
                    + (include.isEmpty() ? "" : ", which adds its " + include));
        }
        if (matching.fills()) {
            words.add("what is missing filled in");
        }
        return words.isEmpty() ? "" : ", matched " + String.join(", ", words);
    }
}
