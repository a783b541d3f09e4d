package io.keepwatch.promql.syntax;

import io.keepwatch.promql.Position;
import io.keepwatch.telemetry.series.LabelText;

/// A word of a query.
record Token(TokenType type, String text, int start) {

    Position position() {
        return new Position(start, end());
    }

    int end() {
        return start + text.length();
    }

    /// As messages name it: `identifier "up"`, `<op:+>`, `end of input`.
    String described() {
        return switch (type) {
            case END -> "end of input";
            case IDENTIFIER -> "identifier " + LabelText.quote(text);
            case METRIC_IDENTIFIER -> "metric identifier " + LabelText.quote(text);
            case NUMBER -> "number " + shortened();
            case DURATION -> "duration " + shortened();
            case STRING -> "string " + shortened();
            case AGGREGATOR -> "<aggr:" + text + ">";
            default -> type.isKeyword() ? "<" + text + ">" : type.isOperator() ? "<op:" + text + ">" : LabelText.quote(text);
        };
    }

    private String shortened() {
        return text.length() > 10 ? LabelText.quote(text.substring(0, 10)) + "..." : LabelText.quote(text);
    }
}
