package io.keepwatch.alerting.template;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.keepwatch.alerting.template.text.FunctionException;

/// Regular expressions of templates.
final class Regex {

    /// Longer ones take seconds to compile.
    private static final int LONGEST = 10_000;

    private Regex() {}

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
