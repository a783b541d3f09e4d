package io.keepwatch.ui.notification;

import io.keepwatch.alerting.routing.MatcherSyntaxException;
import io.keepwatch.alerting.routing.MatcherText;
import io.keepwatch.telemetry.series.LabelMatcher;
import io.keepwatch.telemetry.series.LabelMatcher.Operator;
import io.keepwatch.telemetry.series.Labels;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// Labels as a person types them: `severity=critical, service=quotes-api`.
final class LabelWords {

    private LabelWords() {}

    /// @throws MatcherSyntaxException   when it cannot be read, with the reason
    /// @throws IllegalArgumentException when it is more than labels
    static Labels read(String text) {
        List<LabelMatcher> matchers = MatcherText.parse(text.strip());
        var labels = new TreeMap<String, String>();
        for (LabelMatcher matcher : matchers) {
            if (matcher.operator() != Operator.EQUAL) {
                throw new IllegalArgumentException("An alert has labels with = only, not " + matcher);
            }
            labels.put(matcher.label(), matcher.value());
        }
        return Labels.of(labels);
    }

    /// Empty when it cannot be read.
    static Optional<Labels> parse(String text) {
        try {
            return Optional.of(read(text));
        } catch (MatcherSyntaxException | IllegalArgumentException _) {
            return Optional.empty(); // of a link that was written by hand
        }
    }

    static String write(Labels labels) {
        String text = labels.toString();
        return text.substring(1, text.length() - 1);
    }
}
