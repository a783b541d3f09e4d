package io.keepwatch.ui.promql;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What is being typed at the cursor of a query; it need not be readable yet.
///
/// @param start    where the word that is being typed starts
/// @param end      where it ends
/// @param typed    its part before the cursor
/// @param selector the matchers around the cursor that are complete, as text such as `{__name__="up", job="api"}`; empty for none
/// @param label    whose value is typed
record CompletionPlace(What what, int start, int end, String typed, String selector, String label) {

    enum What { METRIC_OR_FUNCTION, LABEL, VALUE, NOTHING }

    private static final Pattern NAME = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:.]*");
    private static final Pattern MATCHER = Pattern.compile("\\s*([a-zA-Z_][a-zA-Z0-9_.]*|\"[^\"]*\")\\s*(=~|!~|!=|=)\\s*(\"(?:[^\"\\\\]|\\\\.)*\")\\s*");
    private static final Pattern VALUE_BEGUN = Pattern.compile("(?:^|,)\\s*([a-zA-Z_][a-zA-Z0-9_.]*)\\s*(?:=~|!~|!=|=)\\s*\"((?:[^\"\\\\]|\\\\.)*)$");
    private static final Pattern GROUPING = Pattern.compile("\\b(?:by|without|on|ignoring|group_left|group_right)\\s*\\([^()]*$");

    static CompletionPlace at(String text, int cursor) {
        int caret = Math.clamp(cursor, 0, text.length());
        String before = text.substring(0, caret);
        int brace = openBrace(before);
        if (brace >= 0) {
            return inBraces(text, before, caret, brace);
        }
        int start = startOfWord(before);
        String typed = before.substring(start);
        if (GROUPING.matcher(before).find()) {
            return new CompletionPlace(What.LABEL, start, endOfWord(text, caret), typed, everySelector(text), "");
        }
        if (insideQuotes(before) || before.lastIndexOf('[') > before.lastIndexOf(']') || !typed.isEmpty() && !NAME.matcher(typed).matches()) {
            return new CompletionPlace(What.NOTHING, caret, caret, "", "", "");
        }
        return new CompletionPlace(What.METRIC_OR_FUNCTION, start, endOfWord(text, caret), typed, "", "");
    }

    /// Whether anything may come next, and nothing of it has been typed: not worth a list that nobody asked for.
    boolean open() {
        return what == What.METRIC_OR_FUNCTION && typed.isEmpty();
    }

    CompletionPlace without() {
        return new CompletionPlace(What.NOTHING, start, end, "", "", "");
    }

    private static CompletionPlace inBraces(String text, String before, int caret, int brace) {
        String inside = before.substring(brace + 1);
        String metric = before.substring(startOfWord(before.substring(0, brace)), brace);
        Matcher value = VALUE_BEGUN.matcher(inside);
        if (value.find()) {
            int start = caret - value.group(2).length();
            return new CompletionPlace(What.VALUE, start, endOfValue(text, caret), value.group(2),
                    selector(metric, inside.substring(0, value.start())), value.group(1));
        }
        int start = startOfWord(before);
        String complete = inside.substring(0, Math.max(0, Math.min(start - brace - 1, inside.lastIndexOf(',') + 1)));
        return new CompletionPlace(What.LABEL, start, endOfWord(text, caret), before.substring(start), selector(metric, complete), "");
    }

    /// Where the braces begin that the cursor is in, or -1.
    private static int openBrace(String before) {
        int open = -1;
        boolean quoted = false;
        for (int i = 0; i < before.length(); i++) {
            char c = before.charAt(i);
            if (quoted && c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && c == '{') {
                open = i;
            } else if (!quoted && c == '}') {
                open = -1;
            }
        }
        return open;
    }

    private static boolean insideQuotes(String before) {
        return before.replace("\\\"", "").chars().filter(c -> c == '"').count() % 2 == 1;
    }

    /// The metric outside the braces with the matchers inside them.
    private static String selector(String metric, String matchers) {
        List<String> parts = new ArrayList<>();
        if (!metric.isEmpty()) {
            parts.add("__name__=\"" + metric + "\"");
        }
        Matcher complete = MATCHER.matcher(matchers);
        while (complete.find()) {
            parts.add(complete.group(1) + complete.group(2) + complete.group(3));
        }
        return parts.isEmpty() ? "" : "{" + String.join(", ", parts) + "}";
    }

    /// Of grouping labels any metric of the query may be the owner: those with braces or a range are taken.
    private static String everySelector(String text) {
        Matcher metric = Pattern.compile("(" + NAME.pattern() + ")\\s*[\\[{]").matcher(text);
        List<String> names = new ArrayList<>();
        while (metric.find()) {
            names.add(metric.group(1).replace(".", "\\\\."));
        }
        return names.isEmpty() ? "" : "{__name__=~\"" + String.join("|", names) + "\"}";
    }

    private static int startOfWord(String before) {
        int start = before.length();
        while (start > 0 && inWord(before.charAt(start - 1))) {
            start--;
        }
        return start;
    }

    private static int endOfWord(String text, int from) {
        int end = from;
        while (end < text.length() && inWord(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static int endOfValue(String text, int from) {
        int end = from;
        while (end < text.length() && text.charAt(end) != '"' && text.charAt(end) != '\n') {
            end++;
        }
        return end;
    }

    private static boolean inWord(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == ':' || c == '.';
    }
}
