package io.keepwatch.alerting.template;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.keepwatch.alerting.template.text.FunctionException;
import io.keepwatch.alerting.template.text.GoText;

/// Regular expressions of templates.
final class Regex {

    /// Longer ones take seconds to compile.
    private static final int LONGEST = 10_000;

    private Regex() {}

    /// With the message of Go's MustCompile.
    static Pattern must(String expression) {
        try {
            return of(expression);
        } catch (FunctionException e) {
            throw new FunctionException("regexp: Compile(" + (expression.contains("`") ? GoText.quote(expression) : "`" + expression + "`") + "): "
                    + e.getMessage());
        }
    }

    static Pattern of(String expression) {
        if (expression.length() > LONGEST) {
            throw new FunctionException("error parsing regexp: it has " + expression.length() + " characters; use at most " + LONGEST);
        }
        try {
            return Pattern.compile(expression);
        } catch (PatternSyntaxException e) {
            throw new FunctionException(String.valueOf(e.getMessage()));
        }
    }
}
