package io.keepwatch.alertmanager;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.keepwatch.alerting.routing.MatcherText;
import io.keepwatch.alerting.routing.Receiver;
import io.keepwatch.telemetry.series.LabelMatcher;
import io.keepwatch.telemetry.series.LabelMatcher.Operator;
import io.keepwatch.telemetry.series.LabelText;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What a call asks for.
///
/// @param matchers          on labels; of a silence on its matchers
/// @param receiver          null for all
/// @param receiverMatchers  on the labels of receivers
/// @param unwanted          `active`, `silenced` and the like, where they say no
record Filter(List<LabelMatcher> matchers, @Nullable Pattern receiver, List<LabelMatcher> receiverMatchers, Set<String> unwanted) {

    private static final List<String> FLAGS = List.of("active", "silenced", "inhibited", "unprocessed", "muted", "expired", "pending");

    /// @throws IllegalArgumentException when a matcher or an expression cannot be read
    static Filter of(HttpServletRequest request) {
        return new Filter(matchers(request, "filter"), receiver(request.getParameter("receiver")), matchers(request, "receiver_matchers"),
                FLAGS.stream().filter(flag -> saysNo(flag, request.getParameter(flag))).collect(Collectors.toSet()));
    }

    private static List<LabelMatcher> matchers(HttpServletRequest request, String parameter) {
        String[] texts = request.getParameterValues(parameter);
        return texts == null ? List.of() : Arrays.stream(texts).flatMap(text -> matchers(text).stream()).toList();
    }

    private static List<LabelMatcher> matchers(String text) {
        List<LabelMatcher> matchers = MatcherText.parse(text);
        if (matchers.isEmpty()) {
            throw new IllegalArgumentException("bad matcher format: " + text);
        }
        return matchers;
    }

    private static @Nullable Pattern receiver(@Nullable String text) {
        try {
            return text == null || text.isEmpty() ? null : Pattern.compile("^(?:" + text + ")$");
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("failed to parse receiver param: error parsing regexp: " + e.getDescription() + ": `" + e.getPattern() + "`", e);
        }
    }

    private static boolean saysNo(String flag, @Nullable String value) {
        return switch (value) {
            case null -> false;
            case "", "true", "1", "yes", "ok", "y", "on", "selected", "checked", "t", "enabled" -> false;
            case "false", "0", "no", "n", "off", "f", "disabled" -> true;
            case String other -> throw new WrongFormException(flag + " in query must be of type boolean: " + LabelText.quote(other), false);
        };
    }

    boolean wants(String flag) {
        return !unwanted.contains(flag);
    }

    boolean takes(Receiver candidate) {
        return (receiver == null || receiver.matches(candidate.name()))
                && receiverMatchers.stream().allMatch(matcher -> matcher.matches(candidate.labels().getOrDefault(matcher.label(), "")));
    }

    /// As Alertmanager asks it: an empty value means that the label is there, and one that is not there fulfils only what is negated.
    boolean takes(Map<String, String> labels) {
        return matchers.stream().allMatch(matcher -> {
            String value = labels.get(matcher.label());
            if (matcher.value().isEmpty() && value != null) {
                return true;
            }
            boolean negated = matcher.operator() == Operator.NOT_EQUAL || matcher.operator() == Operator.NOT_MATCHES;
            return (value != null || negated) && matcher.matches(value == null ? "" : value);
        });
    }
}
