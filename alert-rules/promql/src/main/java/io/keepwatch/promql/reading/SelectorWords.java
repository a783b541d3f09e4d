package io.keepwatch.promql.reading;

import io.keepwatch.promql.syntax.DurationExpr;
import io.keepwatch.promql.syntax.Expr.At;
import io.keepwatch.promql.syntax.Expr.TimeShift;
import io.keepwatch.promql.syntax.Expr.VectorSelector;
import io.keepwatch.promql.syntax.Printer;
import io.keepwatch.telemetry.series.LabelMatcher;
import io.keepwatch.telemetry.series.LabelText;
import io.keepwatch.telemetry.series.Labels;
import java.time.Instant;
import java.util.List;

/// Which series, and when.
final class SelectorWords {

    private SelectorWords() {}

    static Phrase phrase(VectorSelector selector) {
        String name = selector.matchers().stream().filter(SelectorWords::isName).map(LabelMatcher::value).findFirst().orElse("");
        List<String> conditions = selector.matchers().stream().filter(matcher -> !(isName(matcher) && matcher.value().equals(name)))
                .map(SelectorWords::condition).toList();
        String subject = name.isEmpty() ? "every series" : LabelText.label(name);
        Phrase series = conditions.isEmpty() ? Phrase.atom(subject) : Phrase.open(subject + " where " + PlainReading.list(conditions));
        return shifted(series, selector.shift());
    }

    static Phrase shifted(Phrase series, TimeShift shift) {
        String when = when(shift);
        return when.isEmpty() ? series : Phrase.pair(series.inside() + " " + when);
    }

    private static boolean isName(LabelMatcher matcher) {
        return matcher.label().equals(Labels.NAME) && matcher.operator() == LabelMatcher.Operator.EQUAL && !matcher.value().isEmpty();
    }

    private static String condition(LabelMatcher matcher) {
        String label = matcher.label().equals(Labels.NAME) ? "the name" : LabelText.label(matcher.label());
        String value = matcher.value().isEmpty() ? "empty" : LabelText.quote(matcher.value());
        return label + switch (matcher.operator()) {
            case EQUAL -> " is ";
            case NOT_EQUAL -> " is not ";
            case MATCHES -> " matches ";
            case NOT_MATCHES -> " does not match ";
        } + value;
    }

    private static String when(TimeShift shift) {
        String offset = offset(shift.offset());
        String at = switch (shift.at()) {
            case At.Time time -> Instant.ofEpochMilli(time.millis()).toString();
            case At.Start _ -> "the start of the time asked for";
            case At.End _ -> "the end of the time asked for";
            case null -> "";
        };
        if (at.isEmpty()) {
            return offset.isEmpty() ? "" : offset.replace("before", "earlier").replace("after", "later");
        }
        return "as of " + (offset.isEmpty() ? "" : offset + " ") + at;
    }

    private static String offset(DurationExpr offset) {
        return switch (offset) {
            case null -> "";
            case DurationExpr.Literal literal when literal.millis() == 0 -> "";
            case DurationExpr.Literal literal when literal.millis() < 0 ->
                    duration(new DurationExpr.Literal(-literal.seconds(), literal.duration(), literal.position())) + " after";
            default -> duration(offset) + " before";
        };
    }

    static String duration(DurationExpr duration) {
        return Printer.duration(duration);
    }
}
