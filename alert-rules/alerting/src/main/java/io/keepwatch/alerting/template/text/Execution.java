package io.keepwatch.alerting.template.text;

import io.keepwatch.alerting.template.text.GoValue.ListValue;
import io.keepwatch.alerting.template.text.GoValue.MapValue;
import io.keepwatch.alerting.template.text.Node.Branch;
import io.keepwatch.alerting.template.text.Node.BranchKind;
import io.keepwatch.alerting.template.text.Node.ListOf;
import io.keepwatch.alerting.template.text.Node.Pipe;
import io.keepwatch.alerting.template.text.Parser.Tree;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Executes a template: walks its nodes and prints what their pipelines give.
final class Execution {

    private final Map<String, Tree> trees;
    private final Functions functions;
    private final Budget budget;
    private final BoundedText output;
    private final boolean html;
    private Tree tree;
    private Scope scope = new Scope(null);
    private Node current;

    Execution(Map<String, Tree> trees, Tree tree, Functions functions, Budget budget, boolean html) {
        this.trees = trees;
        this.tree = tree;
        this.current = tree.root();
        this.functions = functions;
        this.budget = budget;
        this.output = budget.text();
        this.html = html;
    }

    private enum Flow {
        ON, BREAK, CONTINUE
    }

    String run(@Nullable Object data) {
        scope = new Scope(data);
        try {
            walk(data, tree.root());
            return output.toString();
        } catch (Budget.LimitException e) {
            throw error(e.getMessage());
        }
    }

    private Flow walk(@Nullable Object dot, Node node) {
        at(node);
        switch (node) {
            case Node.Text text -> output.append(text.text());
            case Node.Action action -> action(dot, action);
            case ListOf list -> {
                return list(dot, list);
            }
            case Branch branch -> {
                return branch(dot, branch);
            }
            case Node.Invocation invocation -> invoke(dot, invocation);
            case Node.Break _ -> {
                return Flow.BREAK;
            }
            case Node.Continue _ -> {
                return Flow.CONTINUE;
            }
            default -> throw error("unknown node: " + node);
        }
        return Flow.ON;
    }

    /// Variables that it declares stay until the end of what it stands in.
    private void action(@Nullable Object dot, Node.Action action) {
        Object value = pipeline(dot, action.pipe());
        if (action.pipe().declared().isEmpty()) {
            at(action);
            if (html) {
                HtmlText.print(value, output);
            } else {
                Builtins.printed(value, output);
            }
        }
    }

    private Flow list(@Nullable Object dot, ListOf list) {
        for (Node node : list.nodes()) {
            Flow flow = walk(dot, node);
            if (flow != Flow.ON) {
                return flow;
            }
        }
        return Flow.ON;
    }

    private Flow branch(@Nullable Object dot, Branch branch) {
        int mark = scope.mark();
        budget.deeper();
        Object value = pipeline(dot, branch.pipe());
        Flow flow = Flow.ON;
        if (branch.kind() == BranchKind.RANGE) {
            range(dot, branch, value);
        } else if (Values.truth(value)) {
            flow = walk(branch.kind() == BranchKind.WITH ? value : dot, branch.list());
        } else if (branch.otherwise() != null) {
            flow = walk(dot, branch.otherwise());
        }
        budget.back();
        scope.popTo(mark);
        return flow;
    }

    private void range(@Nullable Object dot, Branch branch, @Nullable Object over) {
        boolean any = switch (over) {
            case null -> false;
            case ListValue list -> {
                long i = 0;
                for (Object item : list.items()) {
                    if (!iterate(branch, i++, item)) {
                        break;
                    }
                }
                yield i > 0;
            }
            case MapValue map -> {
                for (var entry : map.entries().entrySet()) {
                    if (!iterate(branch, entry.getKey(), entry.getValue())) {
                        break;
                    }
                }
                yield !map.entries().isEmpty();
            }
            case Long count -> {
                for (long i = 0; i < count && iterate(branch, i, i); i++) {}
                yield count > 0;
            }
            default -> throw error("range can't iterate over " + shown(over));
        };
        if (!any && branch.otherwise() != null) {
            walk(dot, branch.otherwise());
        }
    }

    /// Whether to go on.
    private boolean iterate(Branch range, Object index, @Nullable Object element) {
        Pipe pipe = range.pipe();
        int declared = pipe.declared().size();
        int mark = scope.mark();
        for (int i = 0; i < declared; i++) {
            Object value = i == declared - 1 ? element : index;
            if (pipe.assigns()) {
                assign(pipe.declared().get(i), value);
            } else {
                scope.setTop(declared - i, value);
            }
        }
        Flow flow = walk(element, range.list());
        scope.popTo(mark);
        return flow != Flow.BREAK;
    }

    private void invoke(@Nullable Object dot, Node.Invocation invocation) {
        Tree invoked = trees.get(invocation.name());
        if (invoked == null) {
            throw error("template " + Quoting.quote(invocation.name()) + " not defined");
        }
        budget.deeper();
        Object data = invocation.pipe() == null ? null : pipeline(dot, invocation.pipe());
        Tree outerTree = tree;
        Scope outerScope = scope;
        tree = invoked;
        scope = new Scope(data);
        walk(data, invoked.root());
        tree = outerTree;
        scope = outerScope;
        budget.back();
    }

    /// The value; what it declares is pushed.
    @Nullable Object pipeline(@Nullable Object dot, Pipe pipe) {
        at(pipe);
        Object value = Evaluation.MISSING;
        var evaluation = new Evaluation(this, dot);
        for (Node.Command command : pipe.commands()) {
            value = evaluation.command(command, value);
        }
        for (Node.Variable variable : pipe.declared()) {
            if (pipe.assigns()) {
                assign(variable, value);
            } else {
                scope.push(variable.path().getFirst(), value);
            }
        }
        return value;
    }

    private void assign(Node.Variable variable, @Nullable Object value) {
        if (!scope.set(variable.path().getFirst(), value)) {
            throw error("undefined variable: " + variable.path().getFirst());
        }
    }

    @Nullable Object variable(String name) {
        return scope.get(name);
    }

    @Nullable GoFunction function(String name) {
        GoFunction function = functions.find(name);
        return function == null ? Builtins.FUNCTIONS.get(name) : function;
    }

    Budget budget() {
        return budget;
    }

    /// What is executed, for the message should it fail.
    void at(Node node) {
        budget.step();
        current = node;
    }

    TemplateExecutionException error(String problem) {
        String before = tree.source().text().substring(0, current.position());
        int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
        int column = before.substring(before.lastIndexOf('\n') + 1).getBytes(StandardCharsets.UTF_8).length;
        return new TemplateExecutionException("template: " + tree.source().name() + ":" + line + ":" + column + ": executing "
                + Quoting.quote(tree.name()) + " at <" + current + ">: " + problem);
    }

    private String shown(Object value) {
        BoundedText text = budget.text();
        Builtins.printed(value, text);
        return text.toString();
    }
}
