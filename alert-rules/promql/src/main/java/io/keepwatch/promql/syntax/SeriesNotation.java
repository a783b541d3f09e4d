package io.keepwatch.promql.syntax;

import io.keepwatch.promql.syntax.Expr.VectorSelector;
import io.keepwatch.telemetry.series.LabelMatcher;
import io.keepwatch.telemetry.series.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The notation of series in rule unit tests and in Prometheus' own tests: `up{job="a"} 1 _ 2+1x3 stale`.
///
/// @param values one per interval; null where there is no sample
public record SeriesNotation(Labels labels, List<@Nullable Double> values) {

    /// The marker that ends a series; the very bits count.
    public static final double STALE = Double.longBitsToDouble(0x7ff0000000000002L);

    private static final int MAX_VALUES = 1_000_000;
    private static final String NUMBER = "[+-]?(?:[iI][nN][fF]|[nN][aA][nN]|(?:[0-9_]+\\.?[0-9_]*|\\.[0-9_]+)(?:[eE][+-]?[0-9]+)?)";
    private static final Pattern ITEM = Pattern.compile("(?:(_)|(stale)|(" + NUMBER + ")([+-](?:" + NUMBER + "))?)(?:x([0-9]+))?");
    private static final Pattern END_OF_SERIES = Pattern.compile("\\s");

    /// @throws io.keepwatch.promql.PromQlSyntaxException when the series cannot be read
    /// @throws IllegalArgumentException when a value cannot be read
    public static SeriesNotation parse(String line) {
        return new SeriesNotation(labelsOf(line), values(line.substring(endOfSeries(line))));
    }

    /// The labels of a line, whatever its values look like.
    public static Labels labelsOf(String line) {
        return labels(line.substring(0, endOfSeries(line)));
    }

    /// The labels of a series as it is written in a selector.
    public static Labels labels(String series) {
        var tokens = new TokenStream(series);
        VectorSelector selector = new SelectorParser(tokens).selector();
        var labels = new TreeMap<String, String>();
        for (LabelMatcher matcher : selector.matchers()) {
            if (matcher.operator() != LabelMatcher.Operator.EQUAL) {
                throw tokens.error(selector.position(), "unexpected " + matcher.operator().text() + " in label set, expected \"=\"");
            }
            labels.put(matcher.label(), matcher.value());
        }
        return Labels.of(labels);
    }

    public static List<@Nullable Double> values(String text) {
        List<@Nullable Double> values = new ArrayList<>();
        for (String item : text.strip().split("\\s+")) {
            if (!item.isEmpty()) {
                addItem(item, values);
            }
        }
        return values;
    }

    private static void addItem(String item, List<@Nullable Double> values) {
        Matcher matcher = ITEM.matcher(item);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("Cannot read the series value \"" + item + "\"; write e.g. 1, _, stale, 5x3 or 1+2x3");
        }
        int times = matcher.group(5) == null ? 0 : Integer.parseInt(matcher.group(5));
        if (values.size() + times > MAX_VALUES) {
            throw new IllegalArgumentException("A series has more than " + MAX_VALUES + " values: \"" + item + "\"");
        }
        if (matcher.group(1) != null) {
            // a gap repeats as often as it says, a value once more
            for (int i = 0; i < Math.max(1, times); i++) {
                values.add(null);
            }
            return;
        }
        double value = matcher.group(2) != null ? STALE : number(matcher.group(3));
        double change = matcher.group(4) == null ? 0 : number(matcher.group(4));
        for (int i = 0; i <= times; i++) {
            values.add(value);
            value = change == 0 ? value : value + change;
        }
    }

    private static double number(String text) {
        Double value = NumberScanner.parse(text);
        if (value == null) {
            throw new IllegalArgumentException("Cannot read the number \"" + text + "\" of a series");
        }
        return value;
    }

    /// Behind the braces, or behind the name when there are none.
    private static int endOfSeries(String line) {
        int brace = line.indexOf('{');
        Matcher blank = END_OF_SERIES.matcher(line);
        int firstBlank = blank.find() ? blank.start() : line.length();
        if (brace < 0 || line.startsWith("{{", brace) || brace > firstBlank && !line.substring(firstBlank, brace).isBlank()) {
            return firstBlank;
        }
        char quote = 0;
        for (int i = brace; i < line.length(); i++) {
            char c = line.charAt(i);
            if (quote != 0) {
                i += c == '\\' && quote != '`' ? 1 : 0;
                quote = c == quote ? 0 : quote;
            } else if (c == '"' || c == '\'' || c == '`') {
                quote = c;
            } else if (c == '}') {
                return i + 1;
            }
        }
        return line.length();
    }
}
