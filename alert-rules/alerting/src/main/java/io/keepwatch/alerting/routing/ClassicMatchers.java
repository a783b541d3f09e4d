package io.keepwatch.alerting.routing;

import io.keepwatch.telemetry.series.LabelMatcher;
import io.keepwatch.telemetry.series.LabelMatcher.Operator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Alertmanager's older matchers: tolerant of values without quotes and of back-slashes that escape nothing.
final class ClassicMatchers {

    /// `=~` stands before `=`, else the tilde would become part of the value.
    private static final Pattern MATCHER = Pattern.compile("\\s*([a-zA-Z_:][a-zA-Z0-9_:]*)\\s*(=~|=|!=|!~)\\s*(.*?)\\s*", Pattern.DOTALL);

    private ClassicMatchers() {}

    static List<LabelMatcher> parse(String text) {
        String inner = text.startsWith("{") ? text.substring(1) : text;
        inner = inner.endsWith("}") ? inner.substring(0, inner.length() - 1) : inner;
        return split(inner).stream().map(ClassicMatchers::matcher).toList();
    }

    /// At the commas that stand outside quotes.
    private static List<String> split(String text) {
        List<String> parts = new ArrayList<>();
        boolean quoted = false;
        boolean escaped = false;
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ',' && !quoted) {
                parts.add(text.substring(start, i));
                start = i + 1;
                continue;
            }
            quoted ^= c == '"' && !escaped;
            escaped = c == '\\' && !escaped;
        }
        if (!text.substring(start).isBlank()) {
            parts.add(text.substring(start).strip());
        }
        return parts;
    }

    private static LabelMatcher matcher(String text) {
        Matcher parts = MATCHER.matcher(text);
        if (!parts.matches()) {
            throw new MatcherSyntaxException("bad matcher format: " + text);
        }
        Operator operator = Arrays.stream(Operator.values()).filter(one -> one.text().equals(parts.group(2))).findFirst().orElseThrow();
        return MatcherText.matcher(parts.group(1), operator, value(parts.group(3)));
    }

    private static String value(String raw) {
        boolean opened = raw.startsWith("\"");
        String text = opened ? raw.substring(1) : raw;
        var value = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean last = i == text.length() - 1;
            if (c == '\\' && !last) {
                char next = text.charAt(++i);
                value.append(next == 'n' ? "\n" : next == '"' || next == '\\' ? String.valueOf(next) : "\\" + next);
            } else if (c == '"') {
                if (!opened || !last) {
                    throw unescapedQuote(raw);
                }
                opened = false;
            } else {
                value.append(c);
            }
        }
        if (opened) {
            throw unescapedQuote(raw);
        }
        return value.toString();
    }

    private static MatcherSyntaxException unescapedQuote(String raw) {
        return new MatcherSyntaxException("matcher value contains unescaped double quote: " + raw);
    }
}
