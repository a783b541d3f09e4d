package io.keepwatch.ui.promql;

import io.keepwatch.promql.PromQlText;
import io.keepwatch.ui.page.PageContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is asked, as it stands in the URL: the queries as `a`, `b`, …, what is shown, and the step.
///
/// @param queries by their letters
/// @param step    as it was typed, empty for one that fits the range
record Asked(Map<String, String> queries, boolean table, String step) {

    static final String SHAPE = "as";
    static final String TABLE = "table";
    static final String STEP = "step";
    static final int MOST_QUERIES = 8;

    private static final int POINTS = 240;
    private static final int MOST_POINTS = 11_000;

    static Asked of(PageContext page) {
        var queries = new LinkedHashMap<String, String>();
        for (String letter : letters()) {
            page.parameter(letter).ifPresent(query -> queries.put(letter, query));
        }
        return new Asked(queries, page.parameter(SHAPE, "").equals(TABLE), page.parameter(STEP, ""));
    }

    static List<String> letters() {
        var letters = new ArrayList<String>();
        for (char letter = 'a'; letter < 'a' + MOST_QUERIES; letter++) {
            letters.add(String.valueOf(letter));
        }
        return letters;
    }

    /// The parameters of the URL for other queries; those that are gone become empty.
    static Map<String, String> parameters(Map<String, String> queries) {
        var parameters = new HashMap<String, String>();
        letters().forEach(letter -> parameters.put(letter, queries.getOrDefault(letter, "")));
        return parameters;
    }

    /// @return null when the text is no duration that a step can have
    static @Nullable Duration step(String text) {
        try {
            var step = Duration.ofMillis(PromQlText.durationMillis(text.strip()));
            return step.isPositive() ? step : null;
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    /// The step that was typed unless it gives more points than a chart can hold, else one that fits.
    Duration step(PageContext page) {
        Duration typed = step.isEmpty() ? null : step(step);
        boolean usable = typed != null && page.range().length().dividedBy(typed) <= MOST_POINTS;
        return usable ? typed : page.step(POINTS);
    }
}
