package io.keepwatch.alerting.template.text;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Parsed templates that can invoke each other. Immutable; executions may run in parallel.
public final class GoTemplate {

    private static final GoTemplate NONE = new GoTemplate(Map.of());

    private final Map<String, Parser.Tree> trees;

    private GoTemplate(Map<String, Parser.Tree> trees) {
        this.trees = trees;
    }

    /// @param functions whether there is one of this name, beside Go's own
    /// @throws TemplateSyntaxException when the text is no template, or names a function that does not exist
    public static GoTemplate parse(String name, String text, Predicate<String> functions) {
        return NONE.with(name, text, functions);
    }

    /// These and one more; what it defines again replaces what was there, unless it is empty.
    ///
    /// @throws TemplateSyntaxException as for [#parse]
    public GoTemplate with(String name, String text, Predicate<String> functions) {
        var all = new LinkedHashMap<>(trees);
        Parser.parse(name, text, functions.or(Builtins.FUNCTIONS::containsKey)).forEach((tree, parsed) -> {
            if (!parsed.isEmpty() || !all.containsKey(tree)) {
                all.put(tree, parsed);
            }
        });
        return new GoTemplate(Map.copyOf(all));
    }

    public Set<String> names() {
        return trees.keySet();
    }

    /// @throws TemplateExecutionException when it cannot be executed, or not within the limits
    public String execute(String name, @Nullable Object data, Functions functions, Limits limits) {
        return execute(name, data, functions, limits, false);
    }

    /// With every value escaped that does not say that it is HTML.
    ///
    /// @throws TemplateExecutionException as for [#execute]
    public String executeHtml(String name, @Nullable Object data, Functions functions, Limits limits) {
        return execute(name, data, functions, limits, true);
    }

    private String execute(String name, @Nullable Object data, Functions functions, Limits limits, boolean html) {
        Parser.Tree tree = trees.get(name);
        if (tree == null) {
            throw new TemplateExecutionException("template: no template " + Quoting.quote(name) + " among those defined");
        }
        return new Execution(trees, tree, functions, new Budget(limits), html).run(data);
    }
}
