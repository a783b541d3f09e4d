package io.keepwatch.dashboards;

import io.keepwatch.promql.PromQlEngine;
import io.keepwatch.promql.PromQlException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Reads queries with an example of each variable, so that a typing error is found when a dashboard is read and not when it is opened.
public final class QueryCheck {

    private static final Substitution EXAMPLE =
            Substitution.of(Duration.ofHours(1), Duration.ofMinutes(1), Duration.ofSeconds(15), 0, Duration.ofHours(1).toMillis());

    private final List<Variable> variables;
    private final Substitution example;

    /// @param variables that queries may name
    public QueryCheck(List<Variable> variables) {
        this.variables = List.copyOf(variables);
        Substitution filled = EXAMPLE;
        for (Variable variable : variables) {
            filled = filled.with(variable, List.of(switch (variable) {
                case Variable.LabelValues _ -> "x";
                case Variable.Options options -> options.options().getFirst();
                case Variable.Interval interval -> interval.lengths().getFirst();
            }));
        }
        this.example = filled;
    }

    /// What is wrong with a query.
    public Optional<String> problem(String query) {
        for (String name : Substitution.names(query)) {
            if (!Substitution.BUILT_IN.contains(name) && variables.stream().noneMatch(variable -> variable.name().equals(name))) {
                return Optional.of("there is no variable " + name + "; valid: " + known());
            }
        }
        try {
            PromQlEngine.format(example.fill(query));
            return Optional.empty();
        } catch (PromQlException e) {
            return Optional.of("the query cannot be read: " + e.getMessage());
        }
    }

    private String known() {
        return Stream.concat(variables.stream().map(Variable::name), Substitution.BUILT_IN.stream().sorted()).collect(Collectors.joining(", "));
    }
}
