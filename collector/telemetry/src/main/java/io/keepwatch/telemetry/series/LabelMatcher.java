package io.keepwatch.telemetry.series;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import java.util.List;

/// One condition on a label. A label that a series lacks is empty; a regular expression (RE2) matches the whole value,
/// and its dot matches a newline too.
public final class LabelMatcher {

    public enum Operator {
        EQUAL("="), NOT_EQUAL("!="), MATCHES("=~"), NOT_MATCHES("!~");

        private final String text;

        Operator(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }
    }

    /// Longer ones take seconds to minutes to compile, here and in ClickHouse; choices of many values stay far below.
    private static final int LONGEST_EXPRESSION = 100_000;

    private final String label;
    private final Operator operator;
    private final String value;
    private final @Nullable Pattern pattern;

    /// @throws IllegalArgumentException when the regular expression cannot be read; the message says why
    public LabelMatcher(String label, Operator operator, String value) {
        this.label = label;
        this.operator = operator;
        this.value = value;
        boolean regex = operator == Operator.MATCHES || operator == Operator.NOT_MATCHES;
        if (regex && value.length() > LONGEST_EXPRESSION) {
            throw new IllegalArgumentException("error parsing regexp: it has " + value.length() + " characters; use at most "
                    + LONGEST_EXPRESSION + ", e.g. a common prefix and .*");
        }
        try {
            this.pattern = regex ? Pattern.compile("^(?s:" + value + ")$") : null;
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("error parsing regexp: " + e.getDescription() + ": `" + e.getPattern() + "`", e);
        }
    }

    public String label() {
        return label;
    }

    public Operator operator() {
        return operator;
    }

    public String value() {
        return value;
    }

    public boolean matches(String actual) {
        return switch (operator) {
            case EQUAL -> value.equals(actual);
            case NOT_EQUAL -> !value.equals(actual);
            case MATCHES -> pattern != null && pattern.matches(actual);
            case NOT_MATCHES -> pattern != null && !pattern.matches(actual);
        };
    }

    public boolean matches(Labels labels) {
        return matches(labels.get(label));
    }

    /// Whether these labels fulfil every one.
    public static boolean allMatch(List<LabelMatcher> matchers, Labels labels) {
        for (LabelMatcher matcher : matchers) {
            if (!matcher.matches(labels)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LabelMatcher m && label.equals(m.label) && operator == m.operator && value.equals(m.value);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * label.hashCode() + operator.hashCode()) + value.hashCode();
    }

    @Override
    public String toString() {
        return LabelText.label(label) + operator.text() + LabelText.quote(value);
    }
}
