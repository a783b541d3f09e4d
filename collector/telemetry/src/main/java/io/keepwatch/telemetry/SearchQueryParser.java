package io.keepwatch.telemetry;

import io.keepwatch.telemetry.SearchQuery.FieldTerm;
import io.keepwatch.telemetry.SearchQuery.Operator;
import io.keepwatch.telemetry.SearchQuery.Term;
import io.keepwatch.telemetry.SearchQuery.TextTerm;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads the search language of [SearchQuery] in one pass from left to right.
final class SearchQueryParser {

    private static final int MAX_LENGTH = 10_000;
    private static final int MAX_TERMS = 100;
    private static final Set<String> SEVERITIES = Set.of("trace", "debug", "info", "information", "notice", "warn", "warning",
            "error", "err", "fatal", "critical", "crit", "emergency", "alert");
    private static final Pattern SEVERITY_NUMBER = Pattern.compile("[1-9]|1[0-9]|2[0-4]");
    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d{1,3})?");

    private final String text;
    private int at;

    SearchQueryParser(String text) {
        this.text = text;
    }

    SearchQuery parse() {
        if (text.length() > MAX_LENGTH) {
            throw error(MAX_LENGTH, "search of " + text.length() + " characters", "at most " + MAX_LENGTH + " are allowed");
        }
        List<Term> terms = new ArrayList<>();
        while (skipSpaces()) {
            int start = at;
            Term term = term();
            if (terms.size() == MAX_TERMS) {
                throw error(start, "more than " + MAX_TERMS + " terms", "use a wildcard instead of many values");
            }
            if (term != null && !terms.contains(term)) {
                terms.add(term);
            }
        }
        return new SearchQuery(terms);
    }

    /// One term, or null for a word that says nothing: `AND`, `*`.
    private @Nullable Term term() {
        int start = at;
        boolean negated = false;
        if (text.charAt(at) == '-') {
            negated = true;
            at++;
        }
        int wordStart = at;
        Token first = token(true);
        if (first.isBareWord("NOT") && !negated && (at == text.length() || text.charAt(at) != ':')) {
            if (!skipSpaces() || text.charAt(at) == '-') {
                throw error(start, "NOT without a term after it", "write NOT service:quotes-api, or \"NOT\" for the word");
            }
            negated = true;
            wordStart = at;
            first = token(true);
        }
        if (first.empty() && !first.quoted && (at == text.length() || text.charAt(at) != ':')) {
            throw error(start, "- without a term after it", "write -service:quotes-api, or \"-\" for the character");
        }
        return at < text.length() && text.charAt(at) == ':' ? fieldTerm(first, wordStart, negated) : textTerm(first, start, negated);
    }

    private @Nullable Term textTerm(Token word, int start, boolean negated) {
        if (word.isBareWord("AND") && !negated) {
            return null;
        }
        if (word.isBareWord("OR")) {
            throw error(start, "OR", "all terms of a search must hold; use a wildcard such as service:quotes-*, or \"OR\" for the word");
        }
        if (!word.wildcard()) {
            if (word.empty()) {
                throw error(start, "an empty phrase", "write a word between the quotes");
            }
            return new TextTerm(word.plain(), negated);
        }
        String core = word.pattern().replaceAll("^\\*+", "");
        if (core.isEmpty()) {
            if (negated) {
                throw error(start, "-*", "it would exclude everything");
            }
            return null;
        }
        return new FieldTerm("body", Operator.LIKE, ("*" + core + "*").replaceAll("(?<!\\\\)\\*{2,}$", "*"), negated);
    }

    private Term fieldTerm(Token field, int start, boolean negated) {
        if (!field.quoted && looksLikeText(field.plain(), text.substring(at + 1))) {
            field.append(token(false));
            return new TextTerm(field.plain(), negated);
        }
        if (field.empty()) {
            throw error(start, "a value without a field", "write field:value, or quote the text to search for a colon");
        }
        if (field.wildcard()) {
            throw error(start, "a wildcard in the name of a field", "wildcards stand in values, e.g. http.route:/quotes/*");
        }
        at++;
        Operator comparison = comparison();
        int valueStart = at;
        Token value = token(false);
        if (value.empty() && !value.quoted) {
            throw error(valueStart, "no value after " + text.substring(start, valueStart),
                    "write a value, * for any value, or \"\" for the empty one");
        }
        return new FieldTerm(field.plain(), operator(field.plain(), comparison, value, valueStart), valueOf(comparison, value), negated);
    }

    private Operator operator(String field, @Nullable Operator comparison, Token value, int valueStart) {
        if (field.equals("duration")) {
            checkDuration(comparison, value, valueStart);
        } else if (comparison != null) {
            checkComparand(field, value, valueStart);
        }
        if (comparison != null) {
            return comparison;
        }
        if (!value.wildcard()) {
            return Operator.EQUALS;
        }
        return value.pattern().matches("\\*+") ? Operator.EXISTS : Operator.LIKE;
    }

    private static String valueOf(@Nullable Operator comparison, Token value) {
        if (comparison != null || !value.wildcard()) {
            return value.plain();
        }
        return value.pattern().matches("\\*+") ? "" : value.pattern();
    }

    private @Nullable Operator comparison() {
        if (text.startsWith(">=", at)) {
            at += 2;
            return Operator.GREATER_OR_EQUAL;
        }
        if (text.startsWith("<=", at)) {
            at += 2;
            return Operator.LESS_OR_EQUAL;
        }
        if (text.startsWith(">", at)) {
            at++;
            return Operator.GREATER;
        }
        if (text.startsWith("<", at)) {
            at++;
            return Operator.LESS;
        }
        return null;
    }

    private void checkDuration(@Nullable Operator comparison, Token value, int valueStart) {
        boolean exists = comparison == null && value.wildcard() && value.pattern().matches("\\*+");
        if (!exists && SearchDuration.nanos(value.plain()).isEmpty()) {
            throw error(valueStart, "the duration " + value.plain(), "use e.g. 500ms, 1.5s or 2m; units are ns, us, ms, s, m, h");
        }
    }

    private void checkComparand(String field, Token value, int valueStart) {
        String word = value.plain();
        if (field.equals("severity")) {
            if (!SEVERITIES.contains(word.toLowerCase(Locale.ROOT)) && !SEVERITY_NUMBER.matcher(word).matches()) {
                throw error(valueStart, "the severity " + word, "use trace, debug, info, warn, error, fatal or a number from 1 to 24");
            }
        } else if (!NUMBER.matcher(word).matches()) {
            throw error(valueStart, "the number " + word, "a comparison needs a number, e.g. " + field + ":>=500");
        }
    }

    /// Reads to the next space, or to the next colon when `stopAtColon`; quoted parts are taken literally.
    private Token token(boolean stopAtColon) {
        var token = new Token();
        while (at < text.length()) {
            char c = text.charAt(at);
            if (isSpace(c) || stopAtColon && c == ':') {
                break;
            }
            if (c == '"') {
                quotedPart(token);
            } else if (c == '\\') {
                if (at + 1 == text.length()) {
                    throw error(at, "a backslash at the end", "write \\\\ for a backslash");
                }
                token.literal(text.charAt(at + 1));
                at += 2;
            } else {
                token.bare(c);
                at++;
            }
        }
        return token;
    }

    private void quotedPart(Token token) {
        int open = at++;
        token.quoted = true;
        while (at < text.length() && text.charAt(at) != '"') {
            boolean escape = text.charAt(at) == '\\' && at + 1 < text.length() && "\"\\".indexOf(text.charAt(at + 1)) >= 0;
            at += escape ? 1 : 0;
            token.literal(text.charAt(at++));
        }
        if (at == text.length()) {
            throw error(open, "a quote that is not closed", "add \" at the end, or write \\\" for the character");
        }
        at++;
    }

    private boolean skipSpaces() {
        while (at < text.length() && isSpace(text.charAt(at))) {
            at++;
        }
        return at < text.length();
    }

    /// Pasted addresses and times (`http://host`, `12:34:56`) are looked for as text, not as a field of that name.
    static boolean looksLikeText(String beforeColon, String afterColon) {
        return afterColon.startsWith("//") || !beforeColon.isEmpty() && beforeColon.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    static boolean isSpace(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    private SearchSyntaxException error(int position, String what, String hint) {
        return new SearchSyntaxException("Cannot read " + what + " at character " + (position + 1) + ": " + hint, position);
    }

    /// A word while it is read: as plain text, and as a pattern in which literal stars and backslashes are escaped.
    private static final class Token {

        private final StringBuilder plain = new StringBuilder();
        private final StringBuilder pattern = new StringBuilder();
        private boolean quoted;
        private boolean escaped;
        private boolean wildcard;

        void bare(char c) {
            plain.append(c);
            pattern.append(c);
            wildcard |= c == '*';
        }

        void literal(char c) {
            plain.append(c);
            escaped = true;
            if (c == '*' || c == '\\') {
                pattern.append('\\');
            }
            pattern.append(c);
        }

        void append(Token other) {
            plain.append(other.plain);
            pattern.append(other.pattern);
            quoted |= other.quoted;
            wildcard |= other.wildcard;
        }

        boolean isBareWord(String word) {
            return !quoted && !escaped && plain.toString().equals(word);
        }

        boolean empty() {
            return plain.isEmpty();
        }

        boolean wildcard() {
            return wildcard;
        }

        String plain() {
            return plain.toString();
        }

        String pattern() {
            return pattern.toString();
        }
    }
}
