package io.keepwatch.alerting.template;

import static io.keepwatch.alerting.template.PrometheusFunctions.text;
import static io.keepwatch.alerting.template.text.GoType.ANY;
import static io.keepwatch.alerting.template.text.GoType.ANY_LIST;
import static io.keepwatch.alerting.template.text.GoType.STRING;
import static io.keepwatch.alerting.template.text.GoType.STRINGS;

import io.keepwatch.alerting.template.text.BoundedText;
import io.keepwatch.alerting.template.text.Budget;
import io.keepwatch.alerting.template.text.FunctionException;
import io.keepwatch.alerting.template.text.Functions;
import io.keepwatch.alerting.template.text.GoFunction;
import io.keepwatch.alerting.template.text.GoTime;
import io.keepwatch.alerting.template.text.GoType;
import io.keepwatch.alerting.template.text.GoValue.ListValue;
import io.keepwatch.alerting.template.text.GoValue.MapValue;
import io.keepwatch.alerting.template.text.HtmlText;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Alertmanager's functions.
final class MessageFunctions implements Functions {

    private static final Map<String, GoFunction> PURE = Map.ofEntries(
            Map.entry("toUpper", ofText(text -> text.toUpperCase(Locale.ROOT))),
            Map.entry("toLower", ofText(text -> text.toLowerCase(Locale.ROOT))),
            // other letters become small here, unlike in rules
            Map.entry("title", ofText(text -> TitleCase.of(text.toLowerCase(Locale.ROOT)))),
            Map.entry("trimSpace", ofText(String::strip)),
            Map.entry("join", GoFunction.bounded((arguments, budget) -> join(arguments.getFirst(), arguments.get(1), budget), STRING, STRINGS)),
            Map.entry("match", GoFunction.of(arguments -> Regex.of(text(arguments, 0)).matcher(text(arguments, 1)).find(), STRING, STRING)),
            Map.entry("safeHtml", GoFunction.of(arguments -> HtmlText.of(text(arguments, 0)), STRING)),
            Map.entry("safeUrl", GoFunction.of(arguments -> HtmlText.of(text(arguments, 0)), STRING)),
            Map.entry("urlUnescape", ofText(MessageFunctions::unescape)),
            Map.entry("reReplaceAll", GoFunction.bounded(PrometheusFunctions::replaceAll, STRING, STRING, STRING)),
            Map.entry("stringSlice", GoFunction.variadic((arguments, _) -> new ListValue(STRINGS, arguments), STRING)),
            Map.entry("date", GoFunction.of(arguments -> GoTime.format(GoTime.time(arguments.get(1)), text(arguments, 0)), STRING, GoTime.TIME)),
            Map.entry("tz", GoFunction.of(arguments -> GoTime.in(text(arguments, 0), GoTime.time(arguments.get(1))), STRING, GoTime.TIME)),
            Map.entry("humanizeDuration", GoFunction.of(arguments -> Humanize.duration(Humanize.toNumber(arguments.getFirst())), ANY)),
            Map.entry("toJson", GoFunction.bounded((arguments, budget) -> JsonText.of(arguments.getFirst(), budget), ANY)),
            Map.entry("base64encode", ofText(text -> Base64.getUrlEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)))),
            Map.entry("base64decode", ofText(MessageFunctions::decode)),
            Map.entry("list", GoFunction.variadic((arguments, _) -> new ListValue(ANY_LIST, arguments), ANY)),
            Map.entry("append", GoFunction.variadic((arguments, _) -> append(arguments), ANY_LIST, ANY)),
            Map.entry("dict", GoFunction.variadic((arguments, _) -> dict(arguments), ANY)));
    private static final Set<String> OF_MESSAGE = Set.of("now", "since", "routeLabels");

    private final Instant now;
    private final UnaryOperator<String> routeLabels;

    /// @param routeLabels fills a label of the route
    MessageFunctions(Instant now, UnaryOperator<String> routeLabels) {
        this.now = now;
        this.routeLabels = routeLabels;
    }

    static boolean exists(String name) {
        return PURE.containsKey(name) || OF_MESSAGE.contains(name);
    }

    @Override
    public @Nullable GoFunction find(String name) {
        return switch (name) {
            case "now" -> GoFunction.of(_ -> GoTime.of(now));
            case "since" -> GoFunction.of(arguments -> GoTime.between(GoTime.time(arguments.getFirst()), now.atZone(ZoneOffset.UTC)), GoTime.TIME);
            case "routeLabels" -> ofText(routeLabels::apply);
            default -> PURE.get(name);
        };
    }

    private static GoFunction ofText(UnaryOperator<String> function) {
        return GoFunction.of(arguments -> function.apply(text(arguments, 0)), STRING);
    }

    static String join(@Nullable Object separator, @Nullable Object strings, Budget budget) {
        BoundedText joined = budget.text();
        if (strings instanceof ListValue list) {
            for (int i = 0; i < list.items().size(); i++) {
                joined.append(i == 0 ? "" : String.valueOf(separator)).append(String.valueOf(list.items().get(i)));
            }
        }
        return joined.toString();
    }

    private static String unescape(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            throw new FunctionException("invalid URL escape in " + text);
        }
    }

    private static String decode(String text) {
        try {
            return new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            throw new FunctionException("illegal base64 data");
        }
    }

    private static ListValue append(List<@Nullable Object> arguments) {
        List<@Nullable Object> all = new ArrayList<>();
        if (arguments.getFirst() instanceof ListValue list) {
            all.addAll(list.items());
        }
        all.addAll(arguments.subList(1, arguments.size()));
        return new ListValue(ANY_LIST, all);
    }

    private static MapValue dict(List<@Nullable Object> arguments) {
        if (arguments.size() % 2 != 0) {
            throw new FunctionException("dict requires an even number of arguments");
        }
        var entries = new TreeMap<String, @Nullable Object>();
        for (int i = 0; i < arguments.size(); i += 2) {
            if (!(arguments.get(i) instanceof String key)) {
                throw new FunctionException("dict keys must be strings");
            }
            entries.put(key, arguments.get(i + 1));
        }
        return new MapValue(GoType.ANY_MAP, entries);
    }
}
