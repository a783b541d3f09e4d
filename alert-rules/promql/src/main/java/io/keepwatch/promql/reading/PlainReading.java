package io.keepwatch.promql.reading;

import io.keepwatch.promql.PromQlText;
import io.keepwatch.promql.syntax.Expr;
import io.keepwatch.promql.syntax.Expr.Aggregate;
import io.keepwatch.promql.syntax.Expr.Call;
import io.keepwatch.promql.syntax.Expr.RangeSelector;
import io.keepwatch.promql.syntax.Expr.Subquery;
import io.keepwatch.promql.syntax.Expr.Unary;
import io.keepwatch.promql.syntax.Parser;
import io.keepwatch.promql.syntax.Printer;
import io.keepwatch.promql.syntax.ValueType;
import io.keepwatch.telemetry.series.LabelText;
import java.util.ArrayList;
import java.util.List;

/// Tells what a query means: `sum by (job) (rate(errors_total[5m]))` is "the sum for each job of the increase per second over 5m of
/// errors_total". Every expression has a reading; parentheses stand where words alone could be taken in two ways.
public final class PlainReading {

    private PlainReading() {}

    /// @throws io.keepwatch.promql.PromQlSyntaxException when the query cannot be read
    public static String of(String query) {
        return phrase(Parser.parse(query)).text();
    }

    static Phrase phrase(Expr expr) {
        return switch (expr) {
            case Expr.NumberLiteral number -> Phrase.atom(number.duration() ? Printer.print(number) : PromQlText.general(number.value()));
            case Expr.StringLiteral string -> Phrase.atom(LabelText.quote(string.value()));
            case Expr.Parenthesized parenthesized -> phrase(parenthesized.inner());
            case Expr.StepInvariant invariant -> phrase(invariant.inner());
            case Unary unary -> unary.negative() ? Phrase.pair("minus " + phrase(unary.operand()).inside()) : phrase(unary.operand());
            case Expr.Binary binary -> BinaryWords.phrase(binary);
            case Aggregate aggregate -> Phrase.open(AggregateWords.before(aggregate) + " of " + phrase(aggregate.argument()).last());
            case Call call -> call(call);
            case Expr.VectorSelector selector -> SelectorWords.phrase(selector);
            case RangeSelector range -> Phrase.open("the samples of the last " + window(range) + " of " + series(range).last());
            case Subquery subquery -> Phrase.open("the values over " + window(subquery) + " of " + series(subquery).last());
        };
    }

    private static Phrase call(Call call) {
        List<String> template = FunctionWords.of(call);
        var text = new StringBuilder();
        for (int i = 0; i < template.size(); i++) {
            String part = template.get(i);
            if (!part.startsWith("{")) {
                text.append(part);
            } else if (part.equals("{w}")) {
                text.append(window(range(call.arguments())));
            } else {
                Phrase argument = series(call.arguments().get(Integer.parseInt(part.substring(1, part.length() - 1))));
                text.append(i == template.size() - 1 ? argument.last() : argument.inside());
            }
        }
        return template.getLast().startsWith("{") ? Phrase.open(text.toString()) : Phrase.atom(text.toString());
    }

    /// What a range is taken of, or the argument itself.
    private static Phrase series(Expr argument) {
        return switch (argument) {
            case Expr.Parenthesized inner -> series(inner.inner());
            case RangeSelector range -> SelectorWords.phrase(range.selector());
            case Subquery subquery -> SelectorWords.shifted(phrase(subquery.inner()), subquery.shift());
            default -> phrase(argument);
        };
    }

    private static Expr range(List<Expr> arguments) {
        return arguments.stream().filter(argument -> argument.type() == ValueType.RANGE_VECTOR).findFirst().orElseThrow();
    }

    private static String window(Expr range) {
        return switch (range) {
            case Expr.Parenthesized inner -> window(inner.inner());
            case RangeSelector selector -> SelectorWords.duration(selector.range());
            case Subquery subquery -> SelectorWords.duration(subquery.range()) + (subquery.step() == null ? " in steps of the usual length"
                    : " in steps of " + SelectorWords.duration(subquery.step()));
            default -> throw new IllegalArgumentException("no range: " + range);
        };
    }

    /// `a`, `a and b`, `a, b and c`
    static String list(List<String> items) {
        if (items.size() < 2) {
            return String.join("", items);
        }
        var first = new ArrayList<>(items);
        return String.join(", ", first.subList(0, first.size() - 1)) + " and " + first.getLast();
    }
}
