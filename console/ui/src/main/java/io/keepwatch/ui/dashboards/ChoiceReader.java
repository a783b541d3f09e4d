package io.keepwatch.ui.dashboards;

import com.google.re2j.Pattern;
import io.keepwatch.dashboards.Dashboard;
import io.keepwatch.dashboards.Substitution;
import io.keepwatch.dashboards.Variable;
import io.keepwatch.promql.PromQlEngine;
import io.keepwatch.telemetry.series.SeriesCatalog;
import io.keepwatch.telemetry.series.SeriesCatalog.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Finds out what a dashboard's variables offer, from top to bottom: each may depend on those above it.
final class ChoiceReader {

    private static final int MOST = 1_000;

    private final Supplier<SeriesCatalog> catalog;

    ChoiceReader(Supplier<SeriesCatalog> catalog) {
        this.catalog = catalog;
    }

    /// @param round the moment, and what the queries that use the variables are filled with
    record Choices(List<Choice> all, QueryRound round) {}

    /// @param parameters of the address
    /// @param before     what was offered a moment ago and still is; null to look again
    Choices read(Dashboard dashboard, Map<String, String> parameters, QueryRound round, @Nullable List<Choice> before) {
        var all = new ArrayList<Choice>();
        Substitution texts = round.texts();
        for (int i = 0; i < dashboard.variables().size(); i++) {
            Variable variable = dashboard.variables().get(i);
            String text = parameters.getOrDefault(Choice.parameter(variable), "");
            List<String> options = before != null && i < before.size() ? before.get(i).options() : options(variable, texts, round);
            var choice = Choice.of(variable, options, text);
            all.add(choice);
            // without a value nothing matches, which every panel then says
            texts = texts.with(variable, choice.ready() ? choice.chosen() : List.of("no value of " + variable.title()));
        }
        return new Choices(List.copyOf(all), round.with(texts));
    }

    private List<String> options(Variable variable, Substitution texts, QueryRound round) {
        return switch (variable) {
            case Variable.Options options -> options.options();
            case Variable.Interval interval -> interval.lengths();
            case Variable.LabelValues values -> labelValues(values, texts, round);
        };
    }

    private List<String> labelValues(Variable.LabelValues variable, Substitution texts, QueryRound round) {
        var matchers = PromQlEngine.selector(texts.fill(variable.selector()));
        var scope = new Scope(List.of(matchers), round.range().from().toEpochMilli(), round.range().to().toEpochMilli(), MOST);
        List<String> values = catalog.get().labelValues(variable.label(), scope);
        return variable.regex().isEmpty() ? values : kept(values, Pattern.compile(variable.regex()));
    }

    private static List<String> kept(List<String> values, Pattern regex) {
        return values.stream().flatMap(value -> {
            var found = regex.matcher(value);
            if (!found.find()) {
                return Stream.of();
            }
            return Stream.of(found.groupCount() == 0 || found.group(1) == null ? value : found.group(1));
        }).distinct().toList();
    }
}
