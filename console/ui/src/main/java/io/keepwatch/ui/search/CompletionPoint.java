package io.keepwatch.ui.search;

import io.keepwatch.telemetry.SearchQuery;
import io.keepwatch.telemetry.SearchSyntaxException;

/// What is being typed at the cursor of a search field.
///
/// @param start  where the term that is being typed starts, after its sign
/// @param end    where it ends
/// @param field  the field whose value is typed, empty while the field itself is typed
/// @param typed  what of the field or value stands before the cursor
/// @param rest   the query without this term
record CompletionPoint(int start, int end, String field, String typed, SearchQuery rest) {

    static CompletionPoint at(String text, int cursor) {
        int caret = Math.clamp(cursor, 0, text.length());
        int start = startOfTerm(text, caret);
        int end = endOfTerm(text, caret);
        SearchQuery rest = readable(text.substring(0, start) + " " + text.substring(end));
        if (start < caret && text.charAt(start) == '-') {
            start++;
        }
        int colon = text.indexOf(':', start);
        if (colon < 0 || colon >= caret) {
            return new CompletionPoint(start, end, "", text.substring(start, caret).replace("\"", ""), rest);
        }
        String typed = text.substring(colon + 1, caret).replaceFirst("^(>=|<=|>|<)", "").replace("\"", "");
        return new CompletionPoint(start, end, text.substring(start, colon).replace("\"", ""), typed, rest);
    }

    boolean typesField() {
        return field.isEmpty();
    }

    private static int startOfTerm(String text, int caret) {
        int start = 0;
        boolean quoted = false;
        for (int i = 0; i < caret; i++) {
            char c = text.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && Character.isWhitespace(c)) {
                start = i + 1;
            }
        }
        return start;
    }

    private static int endOfTerm(String text, int caret) {
        boolean quoted = text.substring(startOfTerm(text, caret), caret).chars().filter(c -> c == '"').count() % 2 == 1;
        int end = caret;
        while (end < text.length() && (quoted || !Character.isWhitespace(text.charAt(end)))) {
            quoted ^= text.charAt(end) == '"';
            end++;
        }
        return end;
    }

    /// While a query is typed, its other terms may be unfinished too; then values are offered from everything.
    private static SearchQuery readable(String text) {
        try {
            return SearchQuery.parse(text);
        } catch (SearchSyntaxException unfinished) {
            return SearchQuery.ALL;
        }
    }
}
