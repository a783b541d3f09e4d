package io.keepwatch.alerting.template.text;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A function that templates can call.
///
/// @param variadic whether the last parameter stands for any number of arguments
public record GoFunction(List<GoType> parameters, boolean variadic, Body body) {

    /// Arguments come converted to the types of the parameters.
    @FunctionalInterface
    public interface Body {

        /// @throws FunctionException for what Go's function would return as its error
        @Nullable Object call(List<@Nullable Object> arguments, Budget budget);
    }

    /// A function whose result is small whatever it is given.
    @FunctionalInterface
    public interface SmallBody {
        @Nullable Object call(List<@Nullable Object> arguments);
    }

    public static GoFunction of(SmallBody body, GoType... parameters) {
        return new GoFunction(List.of(parameters), false, (arguments, _) -> body.call(arguments));
    }

    public static GoFunction bounded(Body body, GoType... parameters) {
        return new GoFunction(List.of(parameters), false, body);
    }

    public static GoFunction variadic(Body body, GoType... parameters) {
        return new GoFunction(List.of(parameters), true, body);
    }
}
