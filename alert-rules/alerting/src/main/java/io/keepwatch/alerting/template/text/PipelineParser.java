package io.keepwatch.alerting.template.text;

import io.keepwatch.alerting.template.text.Node.Command;
import io.keepwatch.alerting.template.text.Node.Pipe;
import io.keepwatch.alerting.template.text.Node.Variable;
import io.keepwatch.alerting.template.text.Token.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Reads pipelines: declarations, commands, operands.
final class PipelineParser {

    private static final int DEEPEST = 100;

    private final Parser parser;
    private final TokenReader tokens;
    private final Predicate<String> functions;
    private final Parser.Variables variables;
    private int depth;

    PipelineParser(Parser parser, TokenReader tokens, Predicate<String> functions, Parser.Variables variables) {
        this.parser = parser;
        this.tokens = tokens;
        this.functions = functions;
        this.variables = variables;
    }

    Pipe pipeline(String context, Type end) {
        if (++depth > DEEPEST) {
            throw parser.error("parentheses are nested deeper than " + DEEPEST);
        }
        int position = tokens.peekNonSpace().position();
        List<Variable> declared = new ArrayList<>();
        boolean assigns = declarations(declared, context);
        List<Command> commands = new ArrayList<>();
        while (true) {
            Token token = tokens.takeNonSpace();
            if (token.type() == end) {
                check(commands, context);
                depth--;
                return new Pipe(position, List.copyOf(declared), assigns, List.copyOf(commands));
            }
            if (!startsOperand(token.type())) {
                throw parser.unexpected(token, context);
            }
            tokens.putBack(token);
            commands.add(command());
        }
    }

    /// Whether it assigns. `$x foo` is no declaration, which is seen two tokens later.
    private boolean declarations(List<Variable> declared, String context) {
        while (tokens.peekNonSpace().type() == Type.VARIABLE) {
            Token variable = tokens.takeNonSpace();
            Token after = tokens.take();
            Token next = after.type() == Type.SPACE ? tokens.takeNonSpace() : after;
            boolean assigns = next.type() == Type.ASSIGN;
            boolean another = next.type() == Type.CHAR && next.text().equals(",");
            if (!assigns && !another && next.type() != Type.DECLARE) {
                tokens.putBack(next);
                if (after != next) {
                    tokens.putBack(after);
                }
                tokens.putBack(variable);
                return false;
            }
            declared.add(new Variable(variable.position(), List.of(variable.text())));
            variables.declare(variable.text());
            if (!another) {
                return assigns;
            }
            checkSecond(declared.size(), context);
        }
        return false;
    }

    private void checkSecond(int declared, String context) {
        if (!context.equals("range") || declared > 1) {
            throw parser.error("too many declarations in " + context);
        }
        Type next = tokens.peekNonSpace().type();
        if (next != Type.VARIABLE && next != Type.RIGHT_DELIMITER && next != Type.RIGHT_PAREN) {
            throw parser.error("range can only initialize variables");
        }
    }

    private void check(List<Command> commands, String context) {
        if (commands.isEmpty()) {
            throw parser.error("missing value for " + context);
        }
        for (int i = 1; i < commands.size(); i++) {
            switch (commands.get(i).words().getFirst()) {
                case Node.Bool _, Node.Dot _, Node.Nil _, Node.Number _, Node.Literal _ ->
                        throw parser.error("non executable command in pipeline stage " + (i + 1));
                default -> { }
            }
        }
    }

    private static boolean startsOperand(Type type) {
        return switch (type) {
            case BOOL, CHAR_CONSTANT, DOT, FIELD, IDENTIFIER, NUMBER, NIL, RAW_STRING, STRING, VARIABLE, LEFT_PAREN -> true;
            default -> false;
        };
    }

    private Command command() {
        int position = tokens.peekNonSpace().position();
        List<Node> words = new ArrayList<>();
        while (true) {
            tokens.peekNonSpace();
            Node operand = operand();
            if (operand != null) {
                words.add(operand);
            }
            Token token = tokens.take();
            switch (token.type()) {
                case SPACE -> {
                    continue;
                }
                case RIGHT_DELIMITER, RIGHT_PAREN -> tokens.putBack(token);
                case PIPE -> { }
                default -> throw parser.unexpected(token, "operand");
            }
            if (words.isEmpty()) {
                throw parser.error("empty command");
            }
            return new Command(position, List.copyOf(words));
        }
    }

    /// A term and the fields that follow it without space.
    private @Nullable Node operand() {
        Node term = term();
        if (term == null || tokens.peek().type() != Type.FIELD) {
            return term;
        }
        int position = tokens.peek().position();
        List<String> fields = new ArrayList<>();
        while (tokens.peek().type() == Type.FIELD) {
            fields.add(tokens.take().text().substring(1));
        }
        return switch (term) {
            case Node.Field field -> new Node.Field(position, joined(field.path(), fields));
            case Variable variable -> new Variable(position, joined(variable.path(), fields));
            case Node.Bool _, Node.Literal _, Node.Number _, Node.Nil _, Node.Dot _ ->
                    throw parser.error("unexpected . after term " + Quoting.quote(term.toString()));
            default -> new Node.Chain(position, term, List.copyOf(fields));
        };
    }

    private static List<String> joined(List<String> path, List<String> more) {
        var all = new ArrayList<>(path);
        all.addAll(more);
        return List.copyOf(all);
    }

    private @Nullable Node term() {
        Token token = tokens.takeNonSpace();
        int position = token.position();
        return switch (token.type()) {
            case IDENTIFIER -> {
                if (!functions.test(token.text())) {
                    throw parser.error("function " + Quoting.quote(token.text()) + " not defined");
                }
                yield new Node.Identifier(position, token.text());
            }
            case DOT -> new Node.Dot(position);
            case NIL -> new Node.Nil(position);
            case VARIABLE -> {
                if (!variables.has(token.text())) {
                    throw parser.error("undefined variable " + Quoting.quote(token.text()));
                }
                yield new Variable(position, List.of(token.text()));
            }
            case FIELD -> new Node.Field(position, List.of(token.text().substring(1)));
            case BOOL -> new Node.Bool(position, token.text().equals("true"));
            case NUMBER, CHAR_CONSTANT -> new Node.Number(position, number(token));
            case LEFT_PAREN -> pipeline("parenthesized pipeline", Type.RIGHT_PAREN);
            case STRING, RAW_STRING -> new Node.Literal(position, token.text(), parser.unquote(token));
            case ERROR -> throw parser.unexpected(token, "");
            default -> {
                tokens.putBack(token);
                yield null;
            }
        };
    }

    private NumberText number(Token token) {
        if (token.type() == Type.CHAR_CONSTANT) {
            String character = parser.unquote(token);
            if (character.codePointCount(0, character.length()) != 1) {
                throw parser.error("malformed character constant: " + token.text());
            }
            return NumberText.ofChar(token.text(), character.codePointAt(0));
        }
        try {
            return NumberText.parse(token.text());
        } catch (IllegalArgumentException e) {
            throw parser.error(e.getMessage());
        }
    }
}
