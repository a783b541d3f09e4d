package io.keepwatch.promql.syntax;

import io.keepwatch.promql.PromQlText;
import io.keepwatch.promql.syntax.Expr.Aggregate;
import io.keepwatch.promql.syntax.Expr.At;
import io.keepwatch.promql.syntax.Expr.Binary;
import io.keepwatch.promql.syntax.Expr.Extension;
import io.keepwatch.promql.syntax.Expr.TimeShift;
import io.keepwatch.promql.syntax.Expr.VectorMatching;
import io.keepwatch.promql.syntax.Expr.VectorSelector;
import io.keepwatch.telemetry.series.LabelMatcher;
import io.keepwatch.telemetry.series.LabelText;
import io.keepwatch.telemetry.series.Labels;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Writes an expression in its canonical form; reading that form gives an expression of the same value.
public final class Printer {

    private Printer() {}

    public static String print(Expr expr) {
        return switch (expr) {
            case Expr.NumberLiteral n -> number(n.value(), n.duration());
            case Expr.StringLiteral s -> LabelText.quote(s.value());
            case Expr.Parenthesized p -> "(" + print(p.inner()) + ")";
            case Expr.Unary u -> (u.negative() ? "-" : "+") + print(u.operand());
            case Expr.StepInvariant s -> print(s.inner());
            case Expr.Call c -> c.function().name() + "(" + list(c.arguments()) + ")";
            case Binary b -> print(b.left()) + " " + b.operator().text() + (b.returnBool() ? " bool" : "") + matching(b.matching())
                    + " " + print(b.right());
            case Aggregate a -> a.operator().text() + grouping(a) + "(" + (a.parameter() == null ? "" : print(a.parameter()) + ", ")
                    + print(a.argument()) + ")";
            case VectorSelector s -> name(s) + at(s.shift()) + extension(s) + offset(s.shift());
            case Expr.RangeSelector r -> name(r.selector()) + "[" + duration(r.range()) + "]" + extension(r.selector())
                    + at(r.selector().shift()) + offset(r.selector().shift());
            case Expr.Subquery s -> print(s.inner()) + "[" + duration(s.range()) + ":" + (s.step() == null ? "" : duration(s.step()))
                    + "]" + at(s.shift()) + offset(s.shift());
        };
    }

    private static String list(List<Expr> exprs) {
        return exprs.stream().map(Printer::print).collect(Collectors.joining(", "));
    }

    private static String labels(List<String> names) {
        return names.stream().map(LabelText::label).collect(Collectors.joining(", ", "(", ")"));
    }

    private static String grouping(Aggregate a) {
        if (a.without()) {
            return " without " + labels(a.grouping()) + " ";
        }
        return a.grouping().isEmpty() ? "" : " by " + labels(a.grouping()) + " ";
    }

    private static String matching(@Nullable VectorMatching m) {
        if (m == null) {
            return "";
        }
        boolean grouped = m.cardinality() == VectorMatching.Cardinality.MANY_TO_ONE
                || m.cardinality() == VectorMatching.Cardinality.ONE_TO_MANY;
        var text = new StringBuilder();
        if (!m.labels().isEmpty() || m.on() || grouped) {
            text.append(m.on() ? " on " : " ignoring ").append(labels(m.labels()));
        }
        if (grouped) {
            text.append(m.cardinality() == VectorMatching.Cardinality.MANY_TO_ONE ? " group_left " : " group_right ").append(labels(m.include()));
        }
        if (m.fillLeft() != null && m.fillLeft().equals(m.fillRight())) {
            return text + " fill (" + PromQlText.general(m.fillLeft()) + ")";
        }
        return text + (m.fillLeft() == null ? "" : " fill_left (" + PromQlText.general(m.fillLeft()) + ")")
                + (m.fillRight() == null ? "" : " fill_right (" + PromQlText.general(m.fillRight()) + ")");
    }

    private static String name(VectorSelector s) {
        String matchers = s.matchers().stream().filter(matcher -> !saysName(matcher, s.name())).map(LabelMatcher::toString).sorted()
                .collect(Collectors.joining(","));
        return s.name() + (matchers.isEmpty() ? "" : "{" + matchers + "}");
    }

    private static boolean saysName(LabelMatcher matcher, String name) {
        return !name.isEmpty() && matcher.operator() == LabelMatcher.Operator.EQUAL && matcher.label().equals(Labels.NAME)
                && matcher.value().equals(name);
    }

    private static String at(TimeShift shift) {
        return switch (shift.at()) {
            case At.Time time -> String.format(Locale.ROOT, " @ %.3f", time.millis() / 1000.0);
            case At.Start _ -> " @ start()";
            case At.End _ -> " @ end()";
            case null -> "";
        };
    }

    private static String offset(TimeShift shift) {
        DurationExpr offset = shift.offset();
        boolean none = offset == null || offset instanceof DurationExpr.Literal literal && literal.millis() == 0;
        return none ? "" : " offset " + duration(offset);
    }

    private static String extension(VectorSelector s) {
        return s.extension() == Extension.NONE ? "" : " " + s.extension().name().toLowerCase(Locale.ROOT);
    }

    private static String number(double value, boolean duration) {
        return duration ? PromQlDuration.format(Math.round(value * 1000)) : PromQlText.plain(value);
    }

    /// A literal that is a whole duration is always written as a duration, however it was written.
    public static String duration(DurationExpr duration) {
        return duration instanceof DurationExpr.Literal literal ? PromQlDuration.format(literal.millis()) : calculated(duration);
    }

    private static String calculated(DurationExpr duration) {
        return switch (duration) {
            case DurationExpr.Literal literal -> number(literal.seconds(), literal.duration());
            case DurationExpr.Step _ -> "step()";
            case DurationExpr.Range _ -> "range()";
            case DurationExpr.Negated n -> "-" + calculated(n.operand());
            case DurationExpr.Parenthesized p -> "(" + calculated(p.inner()) + ")";
            case DurationExpr.Extreme e -> (e.max() ? "max_of(" : "min_of(") + calculated(e.left()) + ", " + calculated(e.right()) + ")";
            case DurationExpr.Arithmetic a -> calculated(a.left()) + " " + a.operator().text() + " " + calculated(a.right());
        };
    }
}
