package io.keepwatch.promql.syntax;

import io.keepwatch.promql.Position;
import io.keepwatch.promql.PromQlSyntaxException;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Finds what Prometheus calls experimental, or what is not built here, and refuses it at its place.
public final class Experimental {

    private static final Set<String> NOT_BUILT = Set.of("info", "histogram_quantiles", "start_timestamp");

    private Experimental() {}

    /// @param allowed only what is not built is refused
    public static void refuse(Expr expr, String query, boolean allowed) {
        String own = allowed ? notBuilt(expr) : experimental(expr);
        if (own != null) {
            Position place = expr.position();
            throw new PromQlSyntaxException(own, place, query);
        }
        for (Expr child : expr.children()) {
            refuse(child, query, allowed);
        }
    }

    private static @Nullable String experimental(Expr expr) {
        return switch (expr) {
            case Expr.Call c when c.function().experimental() -> "function \"" + c.function().name() + "\" is not enabled";
            case Expr.Aggregate a when a.operator().experimental() -> a.operator().text() + "() is experimental and not enabled";
            case Expr.Binary b when b.matching() != null && b.matching().fills() -> "binop fill modifiers are experimental and not enabled";
            case Expr.VectorSelector s when s.extension() != Expr.Extension.NONE -> word(s) + " modifier is experimental and not enabled";
            default -> null;
        };
    }

    /// Why an expression cannot be evaluated even when experiments are allowed, or null.
    public static @Nullable String notBuilt(Expr expr) {
        return switch (expr) {
            case Expr.Call c when NOT_BUILT.contains(c.function().name()) -> "experimental function \"" + c.function().name() + "\" is not supported";
            case Expr.Aggregate a when a.operator().experimental() -> "experimental aggregator \"" + a.operator().text() + "\" is not supported";
            case Expr.VectorSelector s when s.extension() != Expr.Extension.NONE -> "experimental modifier \"" + word(s) + "\" is not supported";
            default -> null;
        };
    }

    private static String word(Expr.VectorSelector s) {
        return s.extension().name().toLowerCase(Locale.ROOT);
    }
}
