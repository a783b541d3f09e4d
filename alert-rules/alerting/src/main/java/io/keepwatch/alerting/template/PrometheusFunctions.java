package io.keepwatch.alerting.template;

import static io.keepwatch.alerting.template.text.GoType.ANY;
import static io.keepwatch.alerting.template.text.GoType.STRING;

import com.google.re2j.Matcher;
import io.keepwatch.alerting.template.text.BoundedText;
import io.keepwatch.alerting.template.text.Budget;
import io.keepwatch.alerting.template.text.Escapes;
import io.keepwatch.alerting.template.text.FunctionException;
import io.keepwatch.alerting.template.text.GoFunction;
import io.keepwatch.alerting.template.text.GoTime;
import io.keepwatch.alerting.template.text.GoType;
import io.keepwatch.alerting.template.text.GoValue.MapValue;
import io.keepwatch.promql.PromQlText;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Prometheus' functions that depend on their arguments alone; [QueryFunctions] has the others.
final class PrometheusFunctions {

    static final Map<String, GoFunction> ALL = Map.ofEntries(
            Map.entry("args", GoFunction.variadic((arguments, _) -> args(arguments), ANY)),
            Map.entry("reReplaceAll", GoFunction.bounded(PrometheusFunctions::replaceAll, STRING, STRING, STRING)),
            Map.entry("match", GoFunction.of(arguments -> Regex.of(text(arguments, 0)).matcher(text(arguments, 1)).find(), STRING, STRING)),
            Map.entry("safeHtml", ofText(text -> text)),
            Map.entry("title", ofText(TitleCase::of)),
            Map.entry("toUpper", ofText(text -> text.toUpperCase(Locale.ROOT))),
            Map.entry("toLower", ofText(text -> text.toLowerCase(Locale.ROOT))),
            Map.entry("graphLink", ofText(expression -> "/graph?g0.expr=" + Escapes.urlQuery(expression) + "&g0.tab=0")),
            Map.entry("tableLink", ofText(expression -> "/graph?g0.expr=" + Escapes.urlQuery(expression) + "&g0.tab=1")),
            Map.entry("stripPort", ofText(address -> HostPort.of(address).map(HostPort::host).orElse(address))),
            Map.entry("stripDomain", ofText(HostPort::withoutDomain)),
            Map.entry("urlQueryEscape", ofText(Escapes::urlQuery)),
            Map.entry("parseDuration", GoFunction.of(arguments -> seconds(text(arguments, 0)), STRING)),
            Map.entry("humanize", ofNumber(Humanize::number)),
            Map.entry("humanize1024", ofNumber(Humanize::binary)),
            Map.entry("humanizeDuration", ofNumber(Humanize::duration)),
            Map.entry("humanizePercentage", ofNumber(Humanize::percentage)),
            Map.entry("humanizeTimestamp", ofNumber(Humanize::timestamp)),
            Map.entry("toTime", ofNumber(seconds -> GoTime.of(Humanize.instant(seconds)))),
            Map.entry("toDuration", ofNumber(seconds -> GoTime.duration((long) (seconds * 1e9)))));

    private PrometheusFunctions() {}

    @FunctionalInterface
    private interface OfText {
        Object of(String text);
    }

    @FunctionalInterface
    private interface OfNumber {
        Object of(double number);
    }

    private static GoFunction ofText(OfText function) {
        return GoFunction.of(arguments -> function.of(text(arguments, 0)), STRING);
    }

    private static GoFunction ofNumber(OfNumber function) {
        return GoFunction.of(arguments -> function.of(Humanize.toNumber(arguments.getFirst())), ANY);
    }

    static String text(List<@Nullable Object> arguments, int index) {
        return String.valueOf(arguments.get(index)); // of type string, so never nil
    }

    private static MapValue args(List<@Nullable Object> arguments) {
        var named = new TreeMap<String, @Nullable Object>();
        for (int i = 0; i < arguments.size(); i++) {
            named.put("arg" + i, arguments.get(i));
        }
        return new MapValue(GoType.ANY_MAP, named);
    }

    /// Also Alertmanager's.
    static String replaceAll(List<@Nullable Object> arguments, Budget budget) {
        String replacement = text(arguments, 1);
        String text = text(arguments, 2);
        Matcher matcher = Regex.must(text(arguments, 0)).matcher(text);
        BoundedText replaced = budget.text();
        int from = 0;
        while (matcher.find()) {
            replaced.append(text, from, matcher.start()).append(PromQlText.expand(replacement, matcher));
            from = matcher.end();
        }
        return replaced.append(text, from, text.length()).toString();
    }

    private static double seconds(String duration) {
        boolean negative = duration.startsWith("-");
        try {
            double seconds = PromQlText.durationMillis(negative ? duration.substring(1) : duration) / 1e3;
            return negative ? -seconds : seconds;
        } catch (IllegalArgumentException e) {
            throw new FunctionException(String.valueOf(e.getMessage()));
        }
    }
}
