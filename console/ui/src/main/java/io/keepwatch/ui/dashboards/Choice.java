package io.keepwatch.ui.dashboards;

import io.keepwatch.dashboards.Variable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// What is chosen of a variable, and what could be.
///
/// @param chosen empty for all
record Choice(Variable variable, List<String> options, List<String> chosen) {

    static final String PARAMETER = "var-";

    /// @param text as it stands in the address; empty for the usual choice
    static Choice of(Variable variable, List<String> options, String text) {
        List<String> chosen = split(text);
        if (chosen.isEmpty() && !variable.all() && !options.isEmpty()) {
            chosen = List.of(options.getFirst());
        } else if (!variable.multi() && chosen.size() > 1) {
            chosen = List.of(chosen.getFirst());
        }
        return new Choice(variable, options, chosen);
    }

    /// Whether queries can be asked: a variable without any value leaves them unfinished.
    boolean ready() {
        return variable.all() || !chosen.isEmpty();
    }

    static String parameter(Variable variable) {
        return PARAMETER + variable.name();
    }

    /// Several values have commas between them; one in a value has a backslash before it.
    static String join(Iterable<String> values) {
        var texts = new ArrayList<String>();
        values.forEach(value -> texts.add(value.replace("\\", "\\\\").replace(",", "\\,")));
        return texts.stream().collect(Collectors.joining(","));
    }

    static List<String> split(String text) {
        var values = new ArrayList<String>();
        var value = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length()) {
                value.append(text.charAt(++i));
            } else if (c == ',') {
                values.add(value.toString());
                value.setLength(0);
            } else {
                value.append(c);
            }
        }
        values.add(value.toString());
        return values.stream().filter(one -> !one.isEmpty()).toList();
    }
}
