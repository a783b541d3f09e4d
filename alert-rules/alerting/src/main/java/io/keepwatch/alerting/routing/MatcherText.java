package io.keepwatch.alerting.routing;

import io.keepwatch.telemetry.series.LabelMatcher;
import io.keepwatch.telemetry.series.LabelMatcher.Operator;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/// Reads and writes matchers, `severity="critical"`, as Alertmanager does since 0.27: names and values may be any UTF-8. What only the
/// older parser understands, or understands otherwise, is read as before.
public final class MatcherText {

    /// The order that group keys are made with.
    static final Comparator<LabelMatcher> ORDER = Comparator.comparing(LabelMatcher::label).thenComparing(LabelMatcher::value)
            .thenComparing(LabelMatcher::operator);

    private MatcherText() {}

    /// Any number of matchers with commas between them, in braces or not.
    ///
    /// @throws MatcherSyntaxException when it is neither kind of text
    public static List<LabelMatcher> parse(String text) {
        List<LabelMatcher> modern;
        try {
            modern = Utf8Matchers.parse(text);
        } catch (MatcherSyntaxException _) {
            return ClassicMatchers.parse(text);
        }
        try {
            return ClassicMatchers.parse(text); // the same in most cases; where they disagree, what people wrote it for
        } catch (MatcherSyntaxException _) {
            return modern;
        }
    }

    /// `{a="1",b=~"2"}`
    public static String write(List<LabelMatcher> matchers) {
        return matchers.stream().map(MatcherText::write).collect(Collectors.joining(",", "{", "}"));
    }

    static String write(LabelMatcher matcher) {
        boolean plain = matcher.label().codePoints().noneMatch(Utf8Matchers::isReserved);
        String value = plain ? "\"" + matcher.value().replace("\\", "\\\\").replace("\n", "\\n").replace("\"", "\\\"") + "\""
                : Utf8Matchers.quote(matcher.value());
        return (plain ? matcher.label() : Utf8Matchers.quote(matcher.label())) + matcher.operator().text() + value;
    }

    static LabelMatcher matcher(String label, Operator operator, String value) {
        try {
            return new LabelMatcher(label, operator, value);
        } catch (IllegalArgumentException e) {
            throw new MatcherSyntaxException(e.getMessage());
        }
    }
}
