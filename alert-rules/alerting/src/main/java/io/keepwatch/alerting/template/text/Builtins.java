package io.keepwatch.alerting.template.text;

import io.keepwatch.alerting.template.text.GoValue.StructValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The functions of the language itself. `and` and `or` are evaluated by the execution, for they do not evaluate all they are given.
final class Builtins {

    static final Map<String, GoFunction> FUNCTIONS = Map.ofEntries(
            Map.entry("and", GoFunction.variadic((arguments, _) -> arguments.getLast(), GoType.ANY, GoType.ANY)),
            Map.entry("or", GoFunction.variadic((arguments, _) -> arguments.getLast(), GoType.ANY, GoType.ANY)),
            Map.entry("not", GoFunction.of(arguments -> !Values.truth(arguments.getFirst()), GoType.ANY)),
            Map.entry("call", GoFunction.variadic((arguments, _) -> call(arguments.getFirst()), GoType.ANY, GoType.ANY)),
            Map.entry("index", GoFunction.variadic((arguments, _) -> Indexing.index(arguments), GoType.ANY, GoType.ANY)),
            Map.entry("slice", GoFunction.variadic((arguments, _) -> Indexing.slice(arguments), GoType.ANY, GoType.ANY)),
            Map.entry("len", GoFunction.of(arguments -> Indexing.length(arguments.getFirst()), GoType.ANY)),
            Map.entry("print", GoFunction.variadic(Format::sprint, GoType.ANY)),
            Map.entry("println", GoFunction.variadic(Format::sprintln, GoType.ANY)),
            Map.entry("printf", GoFunction.variadic(Builtins::printf, GoType.STRING, GoType.ANY)),
            Map.entry("html", GoFunction.variadic((arguments, budget) -> Escapes.html(text(arguments, budget), budget), GoType.ANY)),
            Map.entry("js", GoFunction.variadic((arguments, budget) -> Escapes.js(text(arguments, budget), budget), GoType.ANY)),
            Map.entry("urlquery", GoFunction.variadic((arguments, budget) -> Escapes.urlQuery(text(arguments, budget)), GoType.ANY)),
            Map.entry("eq", GoFunction.variadic((arguments, _) -> Comparison.equal(arguments), GoType.ANY, GoType.ANY)),
            Map.entry("ne", GoFunction.of(arguments -> !Comparison.equal(arguments), GoType.ANY, GoType.ANY)),
            Map.entry("lt", GoFunction.of(arguments -> Comparison.less(arguments.get(0), arguments.get(1)), GoType.ANY, GoType.ANY)),
            Map.entry("le", GoFunction.of(arguments -> Comparison.lessOrEqual(arguments.get(0), arguments.get(1)), GoType.ANY, GoType.ANY)),
            Map.entry("gt", GoFunction.of(arguments -> !Comparison.lessOrEqual(arguments.get(0), arguments.get(1)), GoType.ANY, GoType.ANY)),
            Map.entry("ge", GoFunction.of(arguments -> !Comparison.less(arguments.get(0), arguments.get(1)), GoType.ANY, GoType.ANY)));

    private Builtins() {}

    private static Object printf(List<@Nullable Object> arguments, Budget budget) {
        return Format.sprintf((String) Objects.requireNonNull(arguments.getFirst()), arguments.subList(1, arguments.size()), budget);
    }

    /// No value of ours is a function.
    private static Object call(@Nullable Object function) {
        throw new FunctionException(function == null ? "call of nil" : "non-function of type " + Values.typeName(function));
    }

    /// As a text prints it where it stands alone.
    private static String text(List<@Nullable Object> arguments, Budget budget) {
        if (arguments.size() == 1) {
            BoundedText to = budget.text();
            printed(arguments.getFirst(), to);
            return to.toString();
        }
        List<@Nullable Object> operands = new ArrayList<>(arguments);
        operands.replaceAll(value -> value == null ? "<no value>" : value);
        return Format.sprint(operands, budget);
    }

    /// A nil is no value, and a pointer is what it points to.
    static void printed(@Nullable Object value, BoundedText to) {
        switch (value) {
            case null -> to.append("<no value>");
            case StructValue struct when Values.typeName(struct).startsWith("*") -> to.append(Format.sprint(List.of(struct), to.budget()).substring(1));
            default -> Format.print(value, to);
        }
    }
}
