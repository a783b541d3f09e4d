package io.keepwatch.promql.syntax;

import static io.keepwatch.promql.syntax.ValueType.INSTANT_VECTOR;
import static io.keepwatch.promql.syntax.ValueType.RANGE_VECTOR;
import static io.keepwatch.promql.syntax.ValueType.SCALAR;
import static io.keepwatch.promql.syntax.ValueType.STRING;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What the parser knows of a function.
///
/// @param optional how many arguments beyond all but the last may be given: 0 = exactly those listed, -1 = any number
public record FunctionSignature(String name, List<ValueType> arguments, int optional, ValueType returns, boolean experimental) {

    private static final Map<String, FunctionSignature> ALL = all();

    public static @Nullable FunctionSignature named(String name) {
        return ALL.get(name);
    }

    public static Collection<FunctionSignature> known() {
        return ALL.values();
    }

    /// The type of the argument at a place, the last one's for all that follow; null when it takes none there.
    @Nullable ValueType argument(int index) {
        if (index < arguments.size()) {
            return arguments.get(index);
        }
        return optional == 0 ? null : arguments.getLast();
    }

    private static Map<String, FunctionSignature> all() {
        var functions = new Table();
        functions.add(List.of(INSTANT_VECTOR), 0, INSTANT_VECTOR, """
                abs absent acos acosh asin asinh atan atanh ceil cos cosh deg exp floor histogram_avg histogram_count
                histogram_sum histogram_stddev histogram_stdvar ln log10 log2 rad sgn sin sinh sort sort_desc sqrt tan
                tanh timestamp""");
        functions.add(List.of(INSTANT_VECTOR), 1, INSTANT_VECTOR,
                "days_in_month day_of_month day_of_week day_of_year hour minute month year");
        functions.add(List.of(RANGE_VECTOR), 0, INSTANT_VECTOR, """
                absent_over_time avg_over_time changes count_over_time delta deriv first_over_time idelta increase irate
                last_over_time max_over_time min_over_time present_over_time rate resets stddev_over_time
                stdvar_over_time sum_over_time""");
        functions.add(List.of(INSTANT_VECTOR, SCALAR, SCALAR), 0, INSTANT_VECTOR, "clamp");
        functions.add(List.of(INSTANT_VECTOR, SCALAR), 0, INSTANT_VECTOR, "clamp_max clamp_min");
        functions.add(List.of(INSTANT_VECTOR, SCALAR), 1, INSTANT_VECTOR, "round");
        functions.add(List.of(SCALAR, SCALAR, INSTANT_VECTOR), 0, INSTANT_VECTOR, "histogram_fraction");
        functions.add(List.of(SCALAR, INSTANT_VECTOR), 0, INSTANT_VECTOR, "histogram_quantile");
        functions.add(List.of(INSTANT_VECTOR, STRING, STRING, STRING, STRING), 0, INSTANT_VECTOR, "label_replace");
        functions.add(List.of(INSTANT_VECTOR, STRING, STRING, STRING), -1, INSTANT_VECTOR, "label_join");
        functions.add(List.of(RANGE_VECTOR, SCALAR), 0, INSTANT_VECTOR, "predict_linear");
        functions.add(List.of(SCALAR, RANGE_VECTOR), 0, INSTANT_VECTOR, "quantile_over_time");
        functions.add(List.of(INSTANT_VECTOR), 0, SCALAR, "scalar");
        functions.add(List.of(SCALAR), 0, INSTANT_VECTOR, "vector");
        functions.add(List.of(), 0, SCALAR, "pi time");
        functions.experimental = true;
        functions.add(List.of(), 0, SCALAR, "end range start step");
        functions.add(List.of(SCALAR, SCALAR), 0, SCALAR, "max_of min_of");
        functions.add(List.of(INSTANT_VECTOR, STRING, SCALAR, SCALAR), 9, INSTANT_VECTOR, "histogram_quantiles");
        functions.add(List.of(RANGE_VECTOR, SCALAR, SCALAR), 0, INSTANT_VECTOR, "double_exponential_smoothing");
        functions.add(List.of(INSTANT_VECTOR, INSTANT_VECTOR), 1, INSTANT_VECTOR, "info");
        functions.add(List.of(INSTANT_VECTOR, STRING), -1, INSTANT_VECTOR, "sort_by_label sort_by_label_desc");
        functions.add(List.of(INSTANT_VECTOR), 0, INSTANT_VECTOR, "start_timestamp");
        functions.add(List.of(RANGE_VECTOR), 0, INSTANT_VECTOR,
                "mad_over_time ts_of_first_over_time ts_of_last_over_time ts_of_max_over_time ts_of_min_over_time");
        return Map.copyOf(functions.byName);
    }

    private static final class Table {
        private final Map<String, FunctionSignature> byName = new TreeMap<>();
        private boolean experimental;

        void add(List<ValueType> arguments, int optional, ValueType returns, String names) {
            for (String name : names.split("\\s+")) {
                byName.put(name, new FunctionSignature(name, arguments, optional, returns, experimental));
            }
        }
    }
}
