package io.keepwatch.alerting.template.text;

import io.keepwatch.alerting.template.text.Node.Branch;
import io.keepwatch.alerting.template.text.Node.BranchKind;
import io.keepwatch.alerting.template.text.Node.ListOf;
import io.keepwatch.alerting.template.text.Node.Pipe;
import io.keepwatch.alerting.template.text.Token.Type;
import io.keepwatch.promql.PromQlText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/// Reads what stands between pipelines: text, branches, definitions.
final class Parser {

    /// Deep enough for people, and shallow enough for the stack.
    private static final int DEEPEST = 200;

    private final Source source;
    private final TokenReader tokens;
    private final Map<String, Tree> trees;
    private final PipelineParser pipelines;
    private final Variables variables = new Variables();
    private final Predicate<String> functions;
    private int ranges;
    private int depth;

    private Parser(Source source, TokenReader tokens, Predicate<String> functions, Map<String, Tree> trees, int depth) {
        this.source = source;
        this.depth = depth;
        this.tokens = tokens;
        this.functions = functions;
        this.trees = trees;
        this.pipelines = new PipelineParser(this, tokens, functions, variables);
    }

    /// What was parsed, for messages.
    ///
    /// @param name of the template in messages
    record Source(String name, String text) {}

    /// @param name under which it can be executed
    record Tree(String name, Source source, ListOf root) {

        boolean isEmpty() {
            return root.nodes().stream().allMatch(node -> node instanceof Node.Text text && text.text().isBlank());
        }
    }

    /// The template itself, under its name, and those it defines.
    ///
    /// @param functions whether there is one of this name
    /// @throws TemplateSyntaxException when it is none
    static Map<String, Tree> parse(String name, String text, Predicate<String> functions) {
        var trees = new LinkedHashMap<String, Tree>();
        var source = new Source(name, text);
        var parser = new Parser(source, new TokenReader(text), functions, trees, 0);
        parser.add(new Tree(name, source, parser.template()));
        return trees;
    }

    private ListOf template() {
        List<Node> nodes = new ArrayList<>();
        int position = tokens.peek().position();
        while (tokens.peek().type() != Type.END_OF_TEXT) {
            Token token = tokens.take();
            if (token.type() == Type.LEFT_DELIMITER) {
                Token keyword = tokens.takeNonSpace();
                if (keyword.type() == Type.DEFINE) {
                    definition();
                    continue;
                }
                tokens.putBack(keyword);
            }
            tokens.putBack(token);
            Node node = textOrAction();
            if (node instanceof Node.End || node instanceof Node.Else) {
                throw error("unexpected " + node);
            }
            nodes.add(node);
        }
        return new ListOf(position, List.copyOf(nodes));
    }

    private void definition() {
        var inner = new Parser(source, tokens, functions, trees, depth);
        String name = templateName(tokens.takeNonSpace(), "define clause");
        expect(Type.RIGHT_DELIMITER, "define clause");
        inner.listTo(name, "define clause");
    }

    /// Up to `end`, as a template of its own.
    private void listTo(String name, String context) {
        Items items = items();
        if (!(items.end instanceof Node.End)) {
            throw error("unexpected " + items.end + " in " + context);
        }
        add(new Tree(name, source, items.list));
    }

    private void add(Tree tree) {
        Tree other = trees.get(tree.name());
        if (other != null && !other.isEmpty() && !tree.isEmpty()) {
            throw error("template: multiple definition of template " + Quoting.quote(tree.name()));
        }
        if (other == null || other.isEmpty()) {
            trees.put(tree.name(), tree);
        }
    }

    private record Items(ListOf list, Node end) {}

    private Items items() {
        List<Node> nodes = new ArrayList<>();
        int position = tokens.peekNonSpace().position();
        while (tokens.peekNonSpace().type() != Type.END_OF_TEXT) {
            Node node = textOrAction();
            if (node instanceof Node.End || node instanceof Node.Else) {
                return new Items(new ListOf(position, List.copyOf(nodes)), node);
            }
            nodes.add(node);
        }
        throw error("unexpected EOF");
    }

    private Node textOrAction() {
        Token token = tokens.takeNonSpace();
        return switch (token.type()) {
            case TEXT -> new Node.Text(token.position(), token.text());
            case LEFT_DELIMITER -> action();
            default -> throw unexpected(token, "input");
        };
    }

    private Node action() {
        Token token = tokens.takeNonSpace();
        return switch (token.type()) {
            case BLOCK -> block();
            case BREAK -> {
                endOfLoopControl("break");
                yield new Node.Break(token.position());
            }
            case CONTINUE -> {
                endOfLoopControl("continue");
                yield new Node.Continue(token.position());
            }
            case ELSE -> elseControl();
            case END -> new Node.End(expect(Type.RIGHT_DELIMITER, "end").position());
            case IF -> branch(BranchKind.IF);
            case RANGE -> branch(BranchKind.RANGE);
            case WITH -> branch(BranchKind.WITH);
            case TEMPLATE -> invocation();
            default -> {
                tokens.putBack(token);
                yield new Node.Action(token.position(), pipelines.pipeline("command", Type.RIGHT_DELIMITER));
            }
        };
    }

    private void endOfLoopControl(String word) {
        expect(Type.RIGHT_DELIMITER, "{{" + word + "}}");
        if (ranges == 0) {
            throw error("{{" + word + "}} outside {{range}}");
        }
    }

    /// The `if` of `else if` is left for the branch that becomes the other list.
    private Node elseControl() {
        Token next = tokens.peekNonSpace();
        if (next.type() == Type.IF || next.type() == Type.WITH) {
            return new Node.Else(next.position());
        }
        return new Node.Else(expect(Type.RIGHT_DELIMITER, "else").position());
    }

    private Node branch(BranchKind kind) {
        int mark = variables.mark();
        if (++depth > DEEPEST) {
            throw error("branches are nested deeper than " + DEEPEST);
        }
        Pipe pipe = pipelines.pipeline(kind.name().toLowerCase(Locale.ROOT), Type.RIGHT_DELIMITER);
        ranges += kind == BranchKind.RANGE ? 1 : 0;
        Items items = items();
        ranges -= kind == BranchKind.RANGE ? 1 : 0;
        ListOf otherwise = items.end instanceof Node.Else ? otherwise(kind, items.end) : null;
        variables.forgetTo(mark);
        depth--;
        return new Branch(pipe.position(), kind, pipe, items.list, otherwise);
    }

    /// `else if` has no end of its own.
    private ListOf otherwise(BranchKind kind, Node start) {
        Type again = kind == BranchKind.IF ? Type.IF : kind == BranchKind.WITH ? Type.WITH : null;
        if (again != null && tokens.peek().type() == again) {
            tokens.take();
            return new ListOf(start.position(), List.of(branch(kind)));
        }
        Items items = items();
        if (!(items.end instanceof Node.End)) {
            throw error("expected end; found " + items.end);
        }
        return items.list;
    }

    private Node block() {
        Token token = tokens.takeNonSpace();
        String name = templateName(token, "block clause");
        Pipe pipe = pipelines.pipeline("block clause", Type.RIGHT_DELIMITER);
        if (depth >= DEEPEST) {
            throw error("blocks are nested deeper than " + DEEPEST);
        }
        new Parser(source, tokens, functions, trees, depth + 1).listTo(name, "block clause");
        return new Node.Invocation(token.position(), name, pipe);
    }

    private Node invocation() {
        Token token = tokens.takeNonSpace();
        String name = templateName(token, "template clause");
        Token next = tokens.takeNonSpace();
        Pipe pipe = null;
        if (next.type() != Type.RIGHT_DELIMITER) {
            tokens.putBack(next);
            pipe = pipelines.pipeline("template clause", Type.RIGHT_DELIMITER);
        }
        return new Node.Invocation(token.position(), name, pipe);
    }

    private String templateName(Token token, String context) {
        if (token.type() != Type.STRING && token.type() != Type.RAW_STRING) {
            throw unexpected(token, context);
        }
        return unquote(token);
    }

    String unquote(Token token) {
        try {
            return PromQlText.unquote(token.text());
        } catch (IllegalArgumentException e) {
            throw error("invalid syntax: " + e.getMessage());
        }
    }

    private Token expect(Type type, String context) {
        Token token = tokens.takeNonSpace();
        if (token.type() != type) {
            throw unexpected(token, context);
        }
        return token;
    }

    TemplateSyntaxException unexpected(Token token, String context) {
        return error(token.type() == Type.ERROR ? token.toString() : "unexpected " + token + " in " + context);
    }

    TemplateSyntaxException error(String problem) {
        return new TemplateSyntaxException("template: " + source.name + ":" + tokens.line() + ": " + problem);
    }

    /// The names that are declared where the parser stands.
    static final class Variables {

        private final List<String> names = new ArrayList<>(List.of("$"));

        void declare(String name) {
            names.add(name);
        }

        boolean has(String name) {
            return names.contains(name);
        }

        int mark() {
            return names.size();
        }

        void forgetTo(int mark) {
            names.subList(mark, names.size()).clear();
        }
    }
}
