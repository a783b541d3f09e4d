package io.keepwatch.alerting.routing;

import io.keepwatch.alerting.yaml.YamlObject;
import io.keepwatch.telemetry.series.LabelMatcher;
import io.keepwatch.telemetry.series.LabelMatcher.Operator;
import io.keepwatch.telemetry.series.LabelText;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Reads the matchers of a route or of an inhibition, in the present form and the two older ones.
final class MatcherReader {

    private static final Pattern CLASSIC_NAME = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");

    private MatcherReader() {}

    /// `matchers`, `match` and `match_re` together, in the order that group keys are made with.
    ///
    /// @param prefix of the three names, e.g. `source_`
    static List<LabelMatcher> all(YamlObject yaml, String prefix) {
        List<LabelMatcher> matchers = new ArrayList<>();
        older(yaml, prefix + "match", Operator.EQUAL, matchers);
        older(yaml, prefix + "match_re", Operator.MATCHES, matchers);
        for (String text : yaml.texts(prefix + "matchers")) {
            try {
                matchers.addAll(MatcherText.parse(text));
            } catch (MatcherSyntaxException e) {
                throw yaml.refused(prefix + "matchers", String.valueOf(e.getMessage()));
            }
        }
        matchers.sort(MatcherText.ORDER);
        return List.copyOf(matchers);
    }

    private static void older(YamlObject yaml, String key, Operator operator, List<LabelMatcher> to) {
        YamlObject map = yaml.object(key);
        if (map == null) {
            return;
        }
        for (String label : map.keys()) {
            if (!CLASSIC_NAME.matcher(label).matches()) {
                throw map.refused(label, "invalid label name " + LabelText.quote(label));
            }
            if (operator == Operator.MATCHES && !map.has(label)) {
                throw map.refused(label, "invalid regexp value for " + LabelText.quote(label));
            }
            try {
                to.add(MatcherText.matcher(label, operator, map.text(label)));
            } catch (MatcherSyntaxException e) {
                throw map.refused(label, String.valueOf(e.getMessage()));
            }
        }
    }
}
