package io.keepwatch.dashboards;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Fills `$name`, `${name}` and `[[name]]` of a query or an address with what was chosen.
public final class Substitution {

    /// Those that are always there; their names are Grafana's, which people know.
    public static final Set<String> BUILT_IN =
            Set.of("__interval", "__interval_ms", "__rate_interval", "__range", "__range_s", "__range_ms", "__from", "__to");

    private static final Pattern NAME = Pattern.compile("\\$\\{(\\w+)(?::(\\w+))?}|\\$(\\w+)|\\[\\[(\\w+)(?::(\\w+))?]]");
    private static final String ANYTHING = ".*";
    private static final int STEPS_PER_RATE = 4;

    /// @param plain what stands in an address; @param query what stands between the quotes of a PromQL string
    private record Text(String plain, String query) {}

    private final Map<String, Text> texts;

    private Substitution(Map<String, Text> texts) {
        this.texts = texts;
    }

    /// Only what is always there.
    ///
    /// @param step   between two values of the answer
    /// @param sample between two samples of a series, at least: a rate needs some of them
    public static Substitution of(Duration range, Duration step, Duration sample, long fromMillis, long toMillis) {
        Duration rate = max(step.plus(sample), sample.multipliedBy(STEPS_PER_RATE));
        var texts = new HashMap<String, Text>();
        texts.put("__interval", same(length(step)));
        texts.put("__interval_ms", same(String.valueOf(step.toMillis())));
        texts.put("__rate_interval", same(length(rate)));
        texts.put("__range", same(length(range)));
        texts.put("__range_s", same(String.valueOf(range.toSeconds())));
        texts.put("__range_ms", same(String.valueOf(range.toMillis())));
        texts.put("__from", same(String.valueOf(fromMillis)));
        texts.put("__to", same(String.valueOf(toMillis)));
        return new Substitution(texts);
    }

    /// With one more.
    ///
    /// @param chosen the values; none for all of them
    public Substitution with(Variable variable, List<String> chosen) {
        var more = new HashMap<>(texts);
        more.put(variable.name(), switch (variable) {
            case Variable.Interval _ when chosen.getFirst().equals(Variable.Interval.AUTO) -> same(fill("$__rate_interval"));
            case Variable.Interval _ -> same(chosen.getFirst());
            case Variable other when chosen.isEmpty() -> new Text(other.title(), ANYTHING);
            case Variable other when other.multi() || other.all() -> new Text(String.join(",", chosen), alternatives(chosen));
            case Variable _ -> new Text(chosen.getFirst(), string(chosen.getFirst()));
        });
        return new Substitution(more);
    }

    /// The query with every variable filled in; what is unknown stays.
    public String fill(String query) {
        return replace(query, true);
    }

    /// The same for titles and addresses: as people read the values.
    public String words(String text) {
        return replace(text, false);
    }

    /// The names of variables that a text uses.
    public static Set<String> names(String text) {
        return NAME.matcher(text).results().map(found -> first(found.group(1), found.group(3), found.group(4)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private String replace(String text, boolean query) {
        return NAME.matcher(text).replaceAll(found -> {
            String name = first(found.group(1), found.group(3), found.group(4));
            boolean raw = "raw".equals(Optional.ofNullable(found.group(2)).orElse(found.group(5)));
            Text value = texts.get(name);
            return Matcher.quoteReplacement(value == null ? found.group() : query && !raw ? value.query : value.plain);
        });
    }

    private static String first(String... names) {
        for (String name : names) {
            if (name != null) {
                return name;
            }
        }
        return "";
    }

    private static Text same(String text) {
        return new Text(text, text);
    }

    private static String alternatives(List<String> values) {
        List<String> escaped = values.stream().map(value -> string(value.replaceAll("([\\\\.^$|?*+()\\[\\]{}])", "\\\\$1"))).toList();
        return escaped.size() == 1 ? escaped.getFirst() : String.join("|", escaped).transform(text -> "(" + text + ")");
    }

    private static String string(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }

    private static String length(Duration duration) {
        long millis = Math.max(1, duration.toMillis());
        return millis % 1000 == 0 ? millis / 1000 + "s" : millis + "ms";
    }

    private static Duration max(Duration a, Duration b) {
        return a.compareTo(b) > 0 ? a : b;
    }
}
