package io.keepwatch.promql.syntax;

import io.keepwatch.promql.Position;
import io.keepwatch.promql.PromQlSyntaxException;
import io.keepwatch.promql.syntax.Expr.Aggregate;
import io.keepwatch.promql.syntax.Expr.Binary;
import io.keepwatch.promql.syntax.Expr.Call;
import io.keepwatch.promql.syntax.Expr.VectorMatching.Cardinality;
import io.keepwatch.promql.syntax.Expr.VectorMatching;
import io.keepwatch.promql.syntax.Expr.VectorSelector;
import io.keepwatch.telemetry.series.LabelMatcher;
import io.keepwatch.telemetry.series.LabelText;
import io.keepwatch.telemetry.series.Labels;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

import static io.keepwatch.promql.syntax.ValueType.INSTANT_VECTOR;
import static io.keepwatch.promql.syntax.ValueType.SCALAR;


/// Checks the types of an expression, from the outside inwards, in Prometheus' words; gives it back with its matchings settled.
final class TypeCheck {

    private final String query;

    TypeCheck(String query) {
        this.query = query;
    }

    Expr checked(Expr expr) {
        return switch (expr) {
            case Aggregate a -> aggregate(a);
            case Binary b -> binary(b);
            case Call c -> call(c);
            case Expr.Parenthesized p -> new Expr.Parenthesized(checked(p.inner()), p.position());
            case Expr.Unary u -> unary(u);
            case Expr.Subquery s -> subquery(s);
            case Expr.RangeSelector r -> {
                selector(r.selector());
                yield r;
            }
            case VectorSelector s -> selector(s);
            case Expr.NumberLiteral _, Expr.StringLiteral _, Expr.StepInvariant _ -> expr;
        };
    }

    private Expr aggregate(Aggregate a) {
        Expr argument = expect(a.argument(), INSTANT_VECTOR, "aggregation expression");
        ValueType wanted = a.operator().parameter();
        Expr parameter = a.parameter() == null || wanted == null ? null : expect(a.parameter(), wanted, "aggregation parameter");
        return new Aggregate(a.operator(), a.without(), a.grouping(), parameter, argument, a.position());
    }

    private Expr expect(Expr expr, ValueType wanted, String where) {
        Expr checked = checked(expr);
        if (checked.type() != wanted) {
            throw error(expr.position(), "expected type " + wanted.documented() + " in " + where + ", got " + checked.type().documented());
        }
        return checked;
    }

    private Expr unary(Expr.Unary u) {
        Expr operand = checked(u.operand());
        if (operand.type() != SCALAR && operand.type() != INSTANT_VECTOR) {
            throw error(u.position(), "unary expression only allowed on expressions of type scalar or instant vector, got \""
                    + operand.type().documented() + "\"");
        }
        return new Expr.Unary(u.negative(), operand, u.position());
    }

    private Expr subquery(Expr.Subquery s) {
        Expr inner = checked(s.inner());
        if (inner.type() != INSTANT_VECTOR) {
            throw error(s.position(), "subquery is only allowed on instant vector, got " + inner.type().apiName() + " instead");
        }
        return new Expr.Subquery(inner, s.range(), s.step(), s.shift(), s.position());
    }

    private Expr binary(Binary b) {
        Expr left = checked(b.left());
        Expr right = checked(b.right());
        checkOperator(b, left, right);
        checkOperand(left);
        checkOperand(right);
        VectorMatching matching = b.matching();
        boolean vectors = left.type() == INSTANT_VECTOR && right.type() == INSTANT_VECTOR;
        if (matching != null) {
            matching = vectors ? betweenVectors(b, matching) : withoutMatching(b, matching);
        }
        if (!vectors && b.operator().isSet()) {
            throw error(b.position(), "set operator \"" + b.operator().text() + "\" not allowed in binary scalar expression");
        }
        return new Binary(b.operator(), b.returnBool(), matching, left, right, b.operatorPosition());
    }

    private void checkOperator(Binary b, Expr left, Expr right) {
        if (b.returnBool() && !b.operator().isComparison()) {
            throw error(b.operatorPosition(), "bool modifier can only be used on comparison operators");
        }
        if (b.operator().isComparison() && !b.returnBool() && left.type() == SCALAR && right.type() == SCALAR) {
            throw error(b.operatorPosition(), "comparisons between scalars must use BOOL modifier");
        }
        VectorMatching matching = b.matching();
        if (matching != null && matching.on()) {
            for (String label : matching.labels()) {
                if (matching.include().contains(label)) {
                    throw error(b.operatorPosition(), "label " + LabelText.quote(label) + " must not occur in ON and GROUP clause at once");
                }
            }
        }
    }

    private void checkOperand(Expr operand) {
        if (operand.type() != SCALAR && operand.type() != INSTANT_VECTOR) {
            throw error(operand.position(), "binary expression must contain only scalar and instant vector types");
        }
    }

    private VectorMatching betweenVectors(Binary b, VectorMatching matching) {
        if (!b.operator().isSet()) {
            return matching;
        }
        if (matching.cardinality() != Cardinality.ONE_TO_ONE) {
            throw error(b.position(), "no grouping allowed for \"" + b.operator().text() + "\" operation");
        }
        if (matching.fills()) {
            throw error(b.position(), "filling in missing series not allowed for set operators");
        }
        return matching.withCardinality(Cardinality.MANY_TO_MANY);
    }

    private @Nullable VectorMatching withoutMatching(Binary b, VectorMatching matching) {
        if (!matching.labels().isEmpty()) {
            throw error(b.position(), "vector matching only allowed between instant vectors");
        }
        if (matching.fills()) {
            throw error(b.position(), "filling in missing series only allowed between instant vectors");
        }
        return null;
    }

    private Expr call(Call call) {
        FunctionSignature function = call.function();
        checkCount(call);
        List<Expr> arguments = new ArrayList<>();
        for (int i = 0; i < call.arguments().size(); i++) {
            Expr argument = call.arguments().get(i);
            ValueType wanted = function.argument(i);
            if (function.name().equals("info") && i == 1) {
                checkInfoLabels(argument);
                arguments.add(argument);
                continue;
            }
            arguments.add(wanted == null ? checked(argument) : expect(argument, wanted, "call to function \"" + function.name() + "\""));
        }
        return new Call(function, List.copyOf(arguments), call.position());
    }

    /// The second argument of `info` looks like a selector, but only lists labels, so it may match everything.
    private void checkInfoLabels(Expr labels) {
        if (!(labels instanceof VectorSelector selector)) {
            throw error(labels.position(), "expected label selectors only");
        }
        if (!selector.name().isEmpty()) {
            throw error(labels.position(), "expected label selectors only, got vector selector instead");
        }
    }

    private void checkCount(Call call) {
        FunctionSignature function = call.function();
        int listed = function.arguments().size();
        int given = call.arguments().size();
        String rest = " argument(s) in call to \"" + function.name() + "\", got " + given;
        if (function.optional() == 0) {
            if (given != listed) {
                throw error(call.position(), "expected " + listed + rest);
            }
        } else if (given < listed - 1) {
            throw error(call.position(), "expected at least " + (listed - 1) + rest);
        } else if (function.optional() > 0 && given > listed - 1 + function.optional()) {
            throw error(call.position(), "expected at most " + (listed - 1 + function.optional()) + rest);
        }
    }

    private VectorSelector selector(VectorSelector s) {
        if (!s.name().isEmpty()) {
            for (LabelMatcher matcher : s.matchers().subList(0, s.matchers().size() - 1)) {
                if (matcher.label().equals(Labels.NAME)) {
                    throw error(s.position(), "metric name must not be set twice: " + LabelText.quote(s.name()) + " or "
                            + LabelText.quote(matcher.value()));
                }
            }
        } else if (s.matchers().stream().allMatch(matcher -> matcher.matches(""))) {
            throw error(s.position(), "vector selector must contain at least one non-empty matcher");
        }
        return s;
    }

    private PromQlSyntaxException error(Position position, String problem) {
        return new PromQlSyntaxException(problem, position, query);
    }
}
