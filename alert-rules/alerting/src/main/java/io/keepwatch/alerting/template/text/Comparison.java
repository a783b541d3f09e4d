package io.keepwatch.alerting.template.text;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// `eq ne lt le gt ge`. Go compares no int with a float, and says so.
final class Comparison {

    private Comparison() {}

    private enum Kind {
        BOOL, INT, FLOAT, STRING, OTHER
    }

    /// Whether the first equals any other.
    static boolean equal(List<@Nullable Object> arguments) {
        if (arguments.size() < 2) {
            throw new FunctionException("missing argument for comparison");
        }
        Object first = arguments.getFirst();
        for (Object other : arguments.subList(1, arguments.size())) {
            if (equal(first, other)) {
                return true;
            }
        }
        return false;
    }

    private static boolean equal(@Nullable Object a, @Nullable Object b) {
        Kind kind = kind(a);
        if (kind != kind(b)) {
            if (a != null && b != null) {
                throw incompatible();
            }
            return false;
        }
        if (kind != Kind.OTHER) {
            return a != null && b != null && order(base(a), base(b)) == 0;
        }
        if (a == null || b == null) {
            return a == b;
        }
        if (!comparable(a) || !comparable(b)) {
            throw new FunctionException("non-comparable type " + Values.typeName(comparable(a) ? b : a));
        }
        return a == b || a instanceof GoValue.Named && a.equals(b);
    }

    /// Pointers and what is printed as one word.
    private static boolean comparable(Object value) {
        return value instanceof GoValue.Named || Values.typeName(value).startsWith("*");
    }

    /// NaN is unlike everything, and neither smaller nor greater.
    private static int order(Object a, Object b) {
        return switch (a) {
            case Boolean one -> one.compareTo((Boolean) b);
            case Long one -> one.compareTo((Long) b);
            case Double one -> one < (Double) b ? -1 : one.doubleValue() == (Double) b ? 0 : 1;
            case String one -> one.compareTo((String) b);
            default -> throw incompatible();
        };
    }

    static boolean less(@Nullable Object a, @Nullable Object b) {
        Kind kind = ordered(a);
        if (kind != ordered(b)) {
            throw incompatible();
        }
        if (kind == Kind.BOOL) {
            throw invalid();
        }
        return a != null && b != null && order(base(a), base(b)) < 0;
    }

    static boolean lessOrEqual(@Nullable Object a, @Nullable Object b) {
        return less(a, b) || equal(a, b);
    }

    private static Kind ordered(@Nullable Object value) {
        Kind kind = kind(value);
        if (kind == Kind.OTHER) {
            throw invalid();
        }
        return kind;
    }

    private static Object base(Object value) {
        return Objects.requireNonNull(Values.base(value));
    }

    private static Kind kind(@Nullable Object value) {
        return switch (Values.base(value)) {
            case Boolean _ -> Kind.BOOL;
            case Long _ -> Kind.INT;
            case Double _ -> Kind.FLOAT;
            case String _ -> Kind.STRING;
            case null, default -> Kind.OTHER;
        };
    }

    private static FunctionException incompatible() {
        return new FunctionException("incompatible types for comparison");
    }

    private static FunctionException invalid() {
        return new FunctionException("invalid type for comparison");
    }
}
