package io.keepwatch.promql.syntax;

import io.keepwatch.promql.Position;
import io.keepwatch.promql.PromQlText;
import io.keepwatch.promql.syntax.Expr.At;
import io.keepwatch.promql.syntax.Expr.Extension;
import io.keepwatch.promql.syntax.Expr.RangeSelector;
import io.keepwatch.promql.syntax.Expr.Subquery;
import io.keepwatch.promql.syntax.Expr.TimeShift;
import io.keepwatch.promql.syntax.Expr.VectorSelector;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Reads what follows a selector or a subquery: `[range]`, `[range:step]`, `offset`, `@`, `anchored`, `smoothed`.
final class PostfixParser {

    private static final int MAX_SUBQUERIES = 50;

    private final TokenStream tokens;
    private final DurationParser durations;
    private int subqueries;

    PostfixParser(TokenStream tokens) {
        this.tokens = tokens;
        this.durations = new DurationParser(tokens);
    }

    Expr modified(Expr expr) {
        Expr modified = expr;
        while (true) {
            switch (tokens.peek().type()) {
                case LEFT_BRACKET -> modified = range(modified);
                case OFFSET -> modified = offset(modified);
                case AT -> modified = at(modified);
                case ANCHORED, SMOOTHED -> modified = extended(modified);
                default -> {
                    return modified;
                }
            }
        }
    }

    private Expr range(Expr inner) {
        Token open = tokens.take();
        DurationExpr range = durations.positive("subquery or range selector", "number, duration, step(), or range()");
        if (tokens.at(TokenType.COLON)) {
            Token colon = tokens.take();
            if (++subqueries > MAX_SUBQUERIES) {
                throw tokens.error(colon.position(), "expression has more than " + MAX_SUBQUERIES + " subqueries");
            }
            DurationExpr step = tokens.at(TokenType.RIGHT_BRACKET) ? null
                    : durations.positive("subquery selector", "number, duration, step(), range(), or \"]\"");
            tokens.expect(TokenType.RIGHT_BRACKET, "subquery selector", "\"]\"");
            return new Subquery(inner, range, step, TimeShift.NONE, new Position(inner.position().start(), tokens.previousEnd()));
        }
        Token close = tokens.expect(TokenType.RIGHT_BRACKET, "subquery or range", "\":\" or \"]\"");
        if (inner instanceof VectorSelector selector) {
            checkPlain(selector, open, close);
            return new RangeSelector(selector, range, new Position(inner.position().start(), close.end()));
        }
        throw tokens.error(open.position().to(close.position()), "ranges only allowed for vector selectors");
    }

    private void checkPlain(VectorSelector selector, Token open, Token close) {
        Position brackets = open.position().to(close.position());
        if (selector.shift().offset() != null) {
            throw tokens.error(brackets, "no offset modifiers allowed before range");
        }
        if (selector.shift().at() != null) {
            throw tokens.error(brackets, "no @ modifiers allowed before range");
        }
    }

    private Expr offset(Expr inner) {
        tokens.take();
        DurationExpr offset = durations.offset();
        return shifted(inner, "offset", shift -> {
            // an offset of nothing is as if it were not there
            if (shift.offset() != null && !isZero(shift.offset())) {
                throw tokens.error(inner.position(), "offset may not be set multiple times");
            }
            return shift.withOffset(offset);
        });
    }

    private static boolean isZero(@Nullable DurationExpr offset) {
        return offset instanceof DurationExpr.Literal literal && literal.seconds() == 0;
    }

    private Expr at(Expr inner) {
        tokens.take();
        At at = time(inner);
        return shifted(inner, "@", shift -> {
            if (shift.at() != null) {
                throw tokens.error(inner.position(), "@ <timestamp> may not be set multiple times");
            }
            return shift.withAt(at);
        });
    }

    private At time(Expr inner) {
        if (tokens.at(TokenType.START) || tokens.at(TokenType.STOP)) {
            boolean start = tokens.take().type() == TokenType.START;
            tokens.expect(TokenType.LEFT_PAREN, "@", "timestamp");
            tokens.expect(TokenType.RIGHT_PAREN, "@", "timestamp");
            return start ? new At.Start() : new At.End();
        }
        boolean negative = tokens.at(TokenType.SUBTRACT);
        if (negative || tokens.at(TokenType.ADD)) {
            tokens.take();
        }
        if (!tokens.at(TokenType.NUMBER) && !tokens.at(TokenType.DURATION)) {
            throw tokens.unexpected("@", "timestamp");
        }
        double magnitude = Literals.number(tokens, tokens.take()).value();
        double seconds = negative ? -magnitude : magnitude;
        if (!(Math.abs(seconds) < 0x1p63)) {
            throw tokens.error(inner.position(), "timestamp out of bounds for @ modifier: "
                    + (Double.isFinite(seconds) ? String.format("%f", seconds) : PromQlText.plain(seconds)));
        }
        return new At.Time(Math.round(seconds * 1000));
    }

    private Expr shifted(Expr inner, String modifier, UnaryOperator<TimeShift> change) {
        var place = new Position(inner.position().start(), tokens.previousEnd());
        return switch (inner) {
            case VectorSelector s -> shifted(s, place, change);
            case RangeSelector r -> new RangeSelector(shifted(r.selector(), r.selector().position(), change), r.range(), place);
            case Subquery s -> new Subquery(s.inner(), s.range(), s.step(), change.apply(s.shift()), place);
            default -> throw tokens.error(inner.position(), modifier + " modifier"
                    + " must be preceded by an instant vector selector or range vector selector or a subquery");
        };
    }

    private static VectorSelector shifted(VectorSelector s, Position place, UnaryOperator<TimeShift> change) {
        return new VectorSelector(s.name(), s.matchers(), change.apply(s.shift()), s.extension(), place);
    }

    private Expr extended(Expr inner) {
        Extension extension = tokens.take().type() == TokenType.ANCHORED ? Extension.ANCHORED : Extension.SMOOTHED;
        String word = extension == Extension.ANCHORED ? "anchored" : "smoothed";
        return switch (inner) {
            case VectorSelector s -> extended(s, extension);
            case RangeSelector r -> new RangeSelector(extended(r.selector(), extension), r.range(), r.position());
            case Subquery s -> throw tokens.error(s.position(), word + " modifier is not supported for subqueries");
            default -> throw tokens.error(inner.position(), word + " modifier not implemented");
        };
    }

    private VectorSelector extended(VectorSelector s, Extension extension) {
        if (s.extension() != Extension.NONE && s.extension() != extension) {
            throw tokens.error(s.position(), "anchored and smoothed modifiers cannot be used together");
        }
        return new VectorSelector(s.name(), s.matchers(), s.shift(), extension, s.position());
    }
}
