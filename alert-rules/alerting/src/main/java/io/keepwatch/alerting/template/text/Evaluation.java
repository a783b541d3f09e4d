package io.keepwatch.alerting.template.text;

import io.keepwatch.alerting.template.text.GoValue.MapValue;
import io.keepwatch.alerting.template.text.GoValue.StructValue;
import io.keepwatch.alerting.template.text.Node.Command;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Evaluates commands and their operands: functions, fields and methods, variables, constants.
final class Evaluation {

    /// Stands for "nothing comes from the command before"; nil may come.
    static final Object MISSING = new Object();

    private final Execution execution;
    private final @Nullable Object dot;

    Evaluation(Execution execution, @Nullable Object dot) {
        this.execution = execution;
        this.dot = dot;
    }

    /// @param previous the value of the command before, which becomes the last argument
    @Nullable Object command(Command command, @Nullable Object previous) {
        List<Node> words = command.words();
        Node first = words.getFirst();
        return switch (first) {
            case Node.Field field -> field(field, words, previous);
            case Node.Chain chain -> chain(chain, words, previous);
            case Node.Identifier identifier -> function(identifier, command, words, previous);
            case Node.Variable variable -> variable(variable, words, previous);
            case Node.Pipe pipe -> {
                noArguments(words, previous);
                yield execution.pipeline(dot, pipe);
            }
            default -> {
                execution.at(first);
                noArguments(words, previous);
                yield constant(first);
            }
        };
    }

    private @Nullable Object constant(Node node) {
        return switch (node) {
            case Node.Bool bool -> bool.value();
            case Node.Dot _ -> dot;
            case Node.Literal literal -> literal.value();
            case Node.Number number -> ideal(number);
            case Node.Nil _ -> throw execution.error("nil is not a command");
            default -> throw execution.error("can't evaluate command " + Quoting.quote(node.toString()));
        };
    }

    /// The value of a number whose place does not say what it is.
    private Object ideal(Node.Number node) {
        execution.at(node);
        NumberText number = node.number();
        if (number.real() != null && (number.writtenAsReal() || number.whole() == null && !number.tooGreat())) {
            return number.real();
        }
        if (number.whole() == null) {
            throw execution.error(number.text() + " overflows int");
        }
        return number.whole();
    }

    private void noArguments(List<Node> words, @Nullable Object previous) {
        if (words.size() > 1 || previous != MISSING) {
            throw execution.error("can't give argument to non-function " + words.getFirst());
        }
    }

    private @Nullable Object field(Node.Field field, List<Node> words, @Nullable Object previous) {
        execution.at(field);
        return path(dot, field, field.path(), words, previous);
    }

    private @Nullable Object chain(Node.Chain chain, List<Node> words, @Nullable Object previous) {
        execution.at(chain);
        if (chain.of() instanceof Node.Nil) {
            throw execution.error("indirection through explicit nil in " + chain);
        }
        Object receiver = operand(chain.of(), GoType.ANY);
        return path(receiver, chain, chain.path(), words, previous);
    }

    private @Nullable Object variable(Node.Variable variable, List<Node> words, @Nullable Object previous) {
        execution.at(variable);
        Object value = execution.variable(variable.path().getFirst());
        if (variable.path().size() == 1) {
            noArguments(words.isEmpty() ? List.of(variable) : words, previous);
            return value;
        }
        return path(value, variable, variable.path().subList(1, variable.path().size()), words, previous);
    }

    /// `.X.Y.Z` and arguments, which are for the last one.
    private @Nullable Object path(@Nullable Object receiver, Node node, List<String> path, List<Node> words, @Nullable Object previous) {
        Object value = receiver;
        for (String name : path.subList(0, path.size() - 1)) {
            value = member(value, name, node, List.of(), MISSING);
        }
        return member(value, path.getLast(), node, words, previous);
    }

    private @Nullable Object member(@Nullable Object receiver, String name, Node node, List<Node> words, @Nullable Object previous) {
        if (receiver == null) {
            return null;
        }
        GoType type = Values.typeOf(receiver);
        GoFunction method = type.methods().get(name);
        if (method != null) {
            return call(method, receiver, node, name, words, previous);
        }
        boolean hasArguments = words.size() > 1 || previous != MISSING;
        switch (receiver) {
            case StructValue struct when struct.fields().containsKey(name) -> {
                if (hasArguments) {
                    throw execution.error(name + " has arguments but cannot be invoked as function");
                }
                return struct.fields().get(name);
            }
            case MapValue map -> {
                if (hasArguments) {
                    throw execution.error(name + " is not a method but has arguments");
                }
                Object value = map.entries().get(name);
                return value == null && type.element() != null ? type.element().zero() : value;
            }
            default -> throw execution.error("can't evaluate field " + name + " in type " + type);
        }
    }

    private @Nullable Object function(Node.Identifier identifier, Node command, List<Node> words, @Nullable Object previous) {
        execution.at(identifier);
        GoFunction function = execution.function(identifier.name());
        if (function == null) {
            throw execution.error(Quoting.quote(identifier.name()) + " is not a defined function");
        }
        if (function == Builtins.FUNCTIONS.get("and") || function == Builtins.FUNCTIONS.get("or")) {
            return shortCircuit(identifier.name(), words, previous);
        }
        return call(function, null, command, identifier.name(), words, previous);
    }

    private @Nullable Object shortCircuit(String name, List<Node> words, @Nullable Object previous) {
        if (words.size() < 2 && previous == MISSING) {
            throw execution.error("wrong number of args for " + name + ": want at least 1 got 0");
        }
        Object value = previous;
        for (Node word : words.subList(Math.min(1, words.size()), words.size())) {
            value = operand(word, GoType.ANY);
            if (Values.truth(value) == name.equals("or")) {
                return value;
            }
        }
        return previous == MISSING ? value : previous;
    }

    /// @param receiver of a method, or null
    private @Nullable Object call(GoFunction function, @Nullable Object receiver, Node node, String name, List<Node> words,
            @Nullable Object previous) {
        List<GoType> parameters = receiver == null ? function.parameters() : function.parameters().subList(1, function.parameters().size());
        List<Node> given = words.isEmpty() ? words : words.subList(1, words.size());
        checkCount(function, parameters.size(), name, given.size(), previous);
        List<@Nullable Object> arguments = new ArrayList<>();
        if (receiver != null) {
            arguments.add(receiver);
        }
        for (int i = 0; i < given.size(); i++) {
            arguments.add(operand(given.get(i), parameters.get(Math.min(i, parameters.size() - 1))));
        }
        if (previous != MISSING) {
            arguments.add(valid(previous, parameters.get(Math.min(given.size(), parameters.size() - 1))));
        }
        try {
            return produced(function.body().call(arguments, execution.budget()));
        } catch (FunctionException e) {
            execution.at(node);
            throw execution.error("error calling " + name + ": " + e.getMessage());
        } catch (DateTimeException | ArithmeticException e) {
            // what overflows in a function is the text's mistake
            execution.at(node);
            throw execution.error("error calling " + name + ": " + e.getMessage());
        }
    }

    private @Nullable Object produced(@Nullable Object result) {
        if (result instanceof String text) {
            execution.budget().produce(text.length(), text.length());
        }
        return result;
    }

    private void checkCount(GoFunction function, int parameters, String name, int given, @Nullable Object previous) {
        int count = given + (previous == MISSING ? 0 : 1);
        if (function.variadic() && count < parameters - 1) {
            throw execution.error("wrong number of args for " + name + ": want at least " + (parameters - 1) + " got " + given);
        }
        if (!function.variadic() && count != parameters) {
            throw execution.error("wrong number of args for " + name + ": want " + parameters + " got " + count);
        }
    }

    private @Nullable Object operand(Node node, GoType type) {
        execution.at(node);
        return switch (node) {
            case Node.Dot _ -> valid(dot, type);
            case Node.Nil _ -> {
                if (!type.takesNil()) {
                    throw execution.error("cannot assign nil to " + type);
                }
                yield null;
            }
            case Node.Field field -> valid(field(field, List.of(), MISSING), type);
            case Node.Variable variable -> valid(variable(variable, List.of(), MISSING), type);
            case Node.Pipe pipe -> valid(execution.pipeline(dot, pipe), type);
            case Node.Identifier identifier -> valid(function(identifier, identifier, List.of(), MISSING), type);
            case Node.Chain chain -> valid(chain(chain, List.of(), MISSING), type);
            default -> literal(node, type);
        };
    }

    private Object literal(Node node, GoType type) {
        Object value = switch (type.kind()) {
            case ANY -> constant(node);
            case BOOL -> node instanceof Node.Bool bool ? bool.value() : null;
            case STRING -> node instanceof Node.Literal text ? text.value() : null;
            case INT -> node instanceof Node.Number number ? number.number().whole() : null;
            case FLOAT -> node instanceof Node.Number number ? number.number().real() : null;
            case LIST, MAP, STRUCT -> throw execution.error("can't handle " + node + " for arg of type " + type);
        };
        if (value == null) {
            String wanted = switch (type.kind()) {
                case BOOL -> "bool";
                case STRING -> "string";
                case INT -> "integer";
                default -> "float";
            };
            throw execution.error("expected " + wanted + "; found " + node);
        }
        return type.kind() == GoType.Kind.INT && !type.equals(GoType.INT) ? new GoValue.Named(type, value, value.toString()) : value;
    }

    private @Nullable Object valid(@Nullable Object value, GoType type) {
        if (value == null) {
            if (!type.takesNil()) {
                throw execution.error("invalid value; expected " + type);
            }
            return null;
        }
        GoType given = Values.typeOf(value);
        if (!type.accepts(given)) {
            throw execution.error("wrong type for value; expected " + type + "; got " + given);
        }
        return value;
    }
}
