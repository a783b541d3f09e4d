package io.keepwatch.promql.eval;

import io.keepwatch.promql.syntax.FunctionSignature;
import java.util.HashMap;
import java.util.Map;

/// Finds the body of a function; each family of functions adds its own.
final class FunctionLibrary {

    private static final Map<String, FunctionBody> BODIES = bodies();

    private FunctionLibrary() {}

    static FunctionBody body(FunctionSignature function) {
        FunctionBody body = BODIES.get(function.name());
        if (body == null) {
            throw new IllegalStateException("function without a body: " + function.name());
        }
        return body;
    }

    private static Map<String, FunctionBody> bodies() {
        Map<String, FunctionBody> bodies = new HashMap<>();
        MathFunctions.addTo(bodies);
        DateFunctions.addTo(bodies);
        RateFunctions.addTo(bodies);
        OverTimeFunctions.addTo(bodies);
        TrendFunctions.addTo(bodies);
        LabelFunctions.addTo(bodies);
        HistogramFunctions.addTo(bodies);
        VectorFunctions.addTo(bodies);
        ExperimentalFunctions.addTo(bodies);
        return Map.copyOf(bodies);
    }
}
