package io.keepwatch.promql.eval;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.keepwatch.promql.PromQlException;
import io.keepwatch.promql.syntax.Expr;
import io.keepwatch.promql.syntax.LabelNames;
import io.keepwatch.telemetry.series.Labels;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/// Functions that change labels: `label_replace`, `label_join`.
final class LabelFunctions {

    private LabelFunctions() {}

    static void addTo(Map<String, FunctionBody> bodies) {
        bodies.put("label_replace", LabelFunctions::replace);
        bodies.put("label_join", LabelFunctions::join);
    }

    private static Value replace(Expr.Call call, Grid grid, Evaluator evaluator) {
        List<String> texts = texts(call);
        String target = texts.getFirst();
        Pattern pattern = pattern(texts.get(3));
        checkName(target, "destination", "label_replace");
        return relabelled(call, grid, evaluator, target, labels -> {
            Matcher matcher = pattern.matcher(labels.get(texts.get(2)));
            return matcher.matches() ? labels.with(target, Template.expand(texts.get(1), matcher)) : labels;
        });
    }

    private static Pattern pattern(String regex) {
        try {
            return Pattern.compile("^(?s:" + regex + ")$");
        } catch (PatternSyntaxException _) {
            throw PromQlException.execution("invalid regular expression in label_replace(): " + regex);
        }
    }

    private static Value join(Expr.Call call, Grid grid, Evaluator evaluator) {
        List<String> texts = texts(call);
        String target = texts.getFirst();
        List<String> sources = texts.subList(2, texts.size());
        sources.forEach(source -> checkName(source, "source", "label_join"));
        checkName(target, "destination", "label_join");
        return relabelled(call, grid, evaluator, target, labels -> labels.with(target,
                sources.stream().map(labels::get).collect(Collectors.joining(texts.get(1)))));
    }

    private static List<String> texts(Expr.Call call) {
        return call.arguments().stream().skip(1).map(Evaluator::text).toList();
    }

    private static void checkName(String name, String which, String function) {
        if (!LabelNames.valid(name)) {
            throw PromQlException.execution("invalid " + which + " label name in " + function + "(): " + name);
        }
    }

    private static Value relabelled(Expr.Call call, Grid grid, Evaluator evaluator, String target, UnaryOperator<Labels> change) {
        return new Value.Vector(SameLabels.merged(evaluator.vector(call.arguments().getFirst(), grid).stream().map(series -> {
            Labels changed = change.apply(series.labels());
            // a name that was just given is not to be dropped
            boolean named = target.equals(Labels.NAME) && changed != series.labels();
            return series.withLabels(changed, !named && series.dropName());
        }).toList()));
    }
}
