package io.keepwatch.alerting.template.text;

import java.util.Locale;

/// A text that grows within the limits of its execution.
public final class BoundedText {

    private final StringBuilder text = new StringBuilder();
    private final Budget budget;

    BoundedText(Budget budget) {
        this.budget = budget;
    }

    public BoundedText append(CharSequence more) {
        budget.produce(text.length() + more.length(), more.length());
        text.append(more);
        return this;
    }

    public BoundedText append(CharSequence more, int from, int to) {
        budget.produce(text.length() + to - from, to - from);
        text.append(more, from, to);
        return this;
    }

    public BoundedText append(char c) {
        budget.produce(text.length() + 1, 1);
        text.append(c);
        return this;
    }

    public BoundedText append(String unit, int times) {
        budget.produce(text.length() + unit.length() * times, unit.length() * times);
        text.repeat(unit, times);
        return this;
    }

    /// Whether it ends so, in lower case.
    boolean endsWith(String end) {
        int from = text.length() - end.length();
        return from >= 0 && text.substring(from).toLowerCase(Locale.ROOT).equals(end);
    }

    Budget budget() {
        return budget;
    }

    public int length() {
        return text.length();
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
