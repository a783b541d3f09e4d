package io.keepwatch.dashboards;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What a series is called: `{{label}}` of a template, or its labels.
public final class Legend {

    private static final Pattern LABEL = Pattern.compile("\\{\\{\\s*([^}\\s]+)\\s*}}");

    private Legend() {}

    /// @param template empty for the labels
    /// @param labels   without the name of the metric, which `{{__name__}}` names
    /// @param whole    what a series without any label is called
    public static String of(String template, Map<String, String> labels, String whole) {
        if (!template.isBlank()) {
            return LABEL.matcher(template).replaceAll(found -> Matcher.quoteReplacement(labels.getOrDefault(found.group(1), "")));
        }
        String own = labels.entrySet().stream().filter(label -> !label.getKey().equals("__name__"))
                .map(label -> label.getKey() + "=" + label.getValue()).collect(Collectors.joining(", "));
        return own.isEmpty() ? labels.getOrDefault("__name__", whole) : own;
    }
}
