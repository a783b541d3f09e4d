package io.keepwatch.alerting.template;

import static io.keepwatch.alerting.template.PrometheusFunctions.text;

import io.keepwatch.alerting.template.text.FunctionException;
import io.keepwatch.alerting.template.text.Functions;
import io.keepwatch.alerting.template.text.GoFunction;
import io.keepwatch.alerting.template.text.GoType;
import io.keepwatch.alerting.template.text.GoType.Kind;
import io.keepwatch.alerting.template.text.GoValue;
import io.keepwatch.alerting.template.text.GoValue.ListValue;
import io.keepwatch.alerting.template.text.GoValue.MapValue;
import io.keepwatch.alerting.template.text.GoValue.StructValue;
import io.keepwatch.promql.PromQlException;
import io.keepwatch.promql.QueryResult.Sample;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Prometheus' functions of one expansion: those that ask for data, for the time, or where we are; and those on what was asked for.
final class QueryFunctions implements Functions {

    private static final GoType SAMPLE = new GoType("*template.sample", Kind.STRUCT, null, Map.of());
    private static final GoType SAMPLES = new GoType("template.queryResult", Kind.LIST, SAMPLE, Map.of());

    private static final Map<String, GoFunction> OF_SAMPLES = Map.of(
            "first", GoFunction.of(arguments -> first(arguments.getFirst()), SAMPLES),
            "label", GoFunction.of(arguments -> label(sample(arguments.get(1)), text(arguments, 0)), GoType.STRING, SAMPLE),
            "strvalue", GoFunction.of(arguments -> label(sample(arguments.getFirst()), "__value__"), SAMPLE),
            "value", GoFunction.of(arguments -> sample(arguments.getFirst()).fields().get("Value"), SAMPLE),
            "sortByLabel", GoFunction.of(arguments -> sorted(text(arguments, 0), arguments.get(1)), GoType.STRING, SAMPLES));
    private static final Set<String> OF_EXPANSION = Set.of("query", "now", "externalURL", "pathPrefix");

    private final TemplateData data;
    private final TemplateQuery query;

    QueryFunctions(TemplateData data, TemplateQuery query) {
        this.data = data;
        this.query = query;
    }

    static boolean exists(String name) {
        return OF_EXPANSION.contains(name) || OF_SAMPLES.containsKey(name) || PrometheusFunctions.ALL.containsKey(name);
    }

    @Override
    public @Nullable GoFunction find(String name) {
        return switch (name) {
            case "query" -> GoFunction.of(arguments -> query(text(arguments, 0)), GoType.STRING);
            case "now" -> GoFunction.of(_ -> data.at().toEpochMilli() / 1000.0);
            case "externalURL" -> GoFunction.of(_ -> data.externalUrl().toString());
            case "pathPrefix" -> GoFunction.of(_ -> data.externalUrl().getPath() == null ? "" : data.externalUrl().getPath());
            default -> OF_SAMPLES.containsKey(name) ? OF_SAMPLES.get(name) : PrometheusFunctions.ALL.get(name);
        };
    }

    private ListValue query(String expression) {
        try {
            return new ListValue(SAMPLES, query.vector(expression, data.at()).stream().map(QueryFunctions::value).toList());
        } catch (PromQlException e) {
            throw new FunctionException(String.valueOf(e.getMessage()));
        }
    }

    private static StructValue value(Sample sample) {
        return GoValue.struct(SAMPLE, "Labels", GoValue.strings(sample.labels().toMap()), "Value", sample.value());
    }

    private static List<? extends @Nullable Object> items(@Nullable Object samples) {
        return samples instanceof ListValue list ? list.items() : List.of();
    }

    private static @Nullable Object first(@Nullable Object samples) {
        List<? extends @Nullable Object> items = items(samples);
        if (items.isEmpty()) {
            throw new FunctionException("first() called on vector with no elements");
        }
        return items.getFirst();
    }

    private static StructValue sample(@Nullable Object value) {
        if (value instanceof StructValue sample) {
            return sample;
        }
        throw new FunctionException("runtime error: invalid memory address or nil pointer dereference");
    }

    private static String label(StructValue sample, String name) {
        return sample.fields().get("Labels") instanceof MapValue labels && labels.entries().get(name) instanceof String value ? value : "";
    }

    private static ListValue sorted(String label, @Nullable Object samples) {
        return new ListValue(SAMPLES, items(samples).stream().sorted(Comparator.comparing(sample -> label(sample(sample), label))).toList());
    }
}
