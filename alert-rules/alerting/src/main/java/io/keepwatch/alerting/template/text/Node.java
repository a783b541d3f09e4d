package io.keepwatch.alerting.template.text;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A part of a parsed template. Its text is that of Go, which quotes it in messages.
sealed interface Node {

    /// Of its first character in the text of the template.
    int position();

    record Text(int position, String text) implements Node {
        @Override
        public String toString() {
            return text;
        }
    }

    record ListOf(int position, List<Node> nodes) implements Node {
        @Override
        public String toString() {
            return nodes.stream().map(Node::toString).collect(Collectors.joining());
        }
    }

    record Action(int position, Pipe pipe) implements Node {
        @Override
        public String toString() {
            return "{{" + pipe + "}}";
        }
    }

    enum BranchKind {
        IF, WITH, RANGE
    }

    record Branch(int position, BranchKind kind, Pipe pipe, ListOf list, @Nullable ListOf otherwise) implements Node {
        @Override
        public String toString() {
            return "{{" + kind.name().toLowerCase(Locale.ROOT) + " " + pipe + "}}" + list + (otherwise == null ? "" : "{{else}}" + otherwise)
                    + "{{end}}";
        }
    }

    record Invocation(int position, String name, @Nullable Pipe pipe) implements Node {
        @Override
        public String toString() {
            return "{{template " + Quoting.quote(name) + (pipe == null ? "" : " " + pipe) + "}}";
        }
    }

    record Break(int position) implements Node {
        @Override
        public String toString() {
            return "{{break}}";
        }
    }

    record Continue(int position) implements Node {
        @Override
        public String toString() {
            return "{{continue}}";
        }
    }

    /// Seen by the parser only: what ends a list.
    record End(int position) implements Node {
        @Override
        public String toString() {
            return "{{end}}";
        }
    }

    /// Seen by the parser only: what ends a list and starts the other one.
    record Else(int position) implements Node {
        @Override
        public String toString() {
            return "{{else}}";
        }
    }

    /// @param assigns to variables that exist, instead of declaring them
    record Pipe(int position, List<Variable> declared, boolean assigns, List<Command> commands) implements Node {
        @Override
        public String toString() {
            String variables = declared.stream().map(Variable::toString).collect(Collectors.joining(", "));
            return (variables.isEmpty() ? "" : variables + (assigns ? " = " : " := "))
                    + commands.stream().map(Command::toString).collect(Collectors.joining(" | "));
        }
    }

    record Command(int position, List<Node> words) implements Node {
        @Override
        public String toString() {
            return words.stream().map(Node::nested).collect(Collectors.joining(" "));
        }
    }

    /// A function.
    record Identifier(int position, String name) implements Node {
        @Override
        public String toString() {
            return name;
        }
    }

    /// @param path the name with its dollar sign, then fields
    record Variable(int position, List<String> path) implements Node {
        @Override
        public String toString() {
            return String.join(".", path);
        }
    }

    record Field(int position, List<String> path) implements Node {
        @Override
        public String toString() {
            return "." + String.join(".", path);
        }
    }

    /// Fields of what another node gives.
    record Chain(int position, Node of, List<String> path) implements Node {
        @Override
        public String toString() {
            return Node.nested(of) + "." + String.join(".", path);
        }
    }

    record Dot(int position) implements Node {
        @Override
        public String toString() {
            return ".";
        }
    }

    record Nil(int position) implements Node {
        @Override
        public String toString() {
            return "nil";
        }
    }

    record Bool(int position, boolean value) implements Node {
        @Override
        public String toString() {
            return Boolean.toString(value);
        }
    }

    record Literal(int position, String quoted, String value) implements Node {
        @Override
        public String toString() {
            return quoted;
        }
    }

    record Number(int position, NumberText number) implements Node {
        @Override
        public String toString() {
            return number.text();
        }
    }

    private static String nested(Node node) {
        return node instanceof Pipe ? "(" + node + ")" : node.toString();
    }
}
