package io.keepwatch.promql;

import com.google.re2j.Matcher;
import io.keepwatch.promql.eval.Template;
import io.keepwatch.promql.syntax.Aggregator;
import io.keepwatch.promql.syntax.FunctionSignature;
import io.keepwatch.promql.syntax.PromQlDuration;
import io.keepwatch.promql.syntax.StringLiterals;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// The words of the language: reads durations, writes numbers, knows functions, as Prometheus does.
public final class PromQlText {

    private PromQlText() {}

    /// Of text such as `1h30m`.
    ///
    /// @throws IllegalArgumentException when the text is no duration; the message says so
    public static long durationMillis(String text) {
        return PromQlDuration.parseMillis(text);
    }

    /// As text such as `1h30m`.
    public static String duration(long millis) {
        return PromQlDuration.format(millis);
    }

    /// The value of a literal in `"`, `'` or back-ticks, with Go's escapes.
    ///
    /// @throws IllegalArgumentException when an escape is none; the message says so
    public static String unquote(String literal) {
        return StringLiterals.checkedUnquote(literal);
    }

    /// Fills a replacement text with the groups of a match, as Go does: `$1`, `${1}`, `$name`, `$$`.
    public static String expand(String template, Matcher match) {
        return Template.expand(template, match);
    }

    /// The names of functions and aggregations that a query may use without asking for experiments, sorted.
    public static List<String> functions() {
        return Stream.concat(
                FunctionSignature.known().stream().filter(function -> !function.experimental()).map(FunctionSignature::name),
                Arrays.stream(Aggregator.values()).filter(aggregator -> !aggregator.experimental()).map(Aggregator::text)).sorted().toList();
    }

    /// As in the HTTP API: without exponent from a millionth on, `0.000001`, to `999999999999999900000`; else `1e-07`; `+Inf`, `NaN`.
    public static String json(double value) {
        double size = Math.abs(value);
        return size != 0 && (size < 1e-6 || size >= 1e21) ? general(value) : plain(value);
    }

    /// Appends what [#json] gives; without making a text of most values.
    public static void appendJson(StringBuilder text, double value) {
        double size = Math.abs(value);
        if (size < 1e15 && value == (long) value && value != 0) {
            text.append((long) value);
        } else if (size >= 1e-3 && size < 1e7) {
            text.append(value); // has no exponent here, and is no whole number
        } else {
            text.append(json(value));
        }
    }

    /// Without exponent: `1048576`, `0.000000001`, `+Inf`, `NaN`.
    public static String plain(double value) {
        if (!Double.isFinite(value)) {
            return special(value);
        }
        if (value == 0) {
            return 1 / value < 0 ? "-0" : "0";
        }
        double size = Math.abs(value);
        if (size < 1e15 && value == (long) value) {
            return Long.toString((long) value);
        }
        if (size >= 1e-3 && size < 1e7) {
            return Double.toString(value); // has no exponent here, and is no whole number
        }
        return new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
    }

    /// Always with exponent, as alerts have it in the HTTP API: `1e+00`, `2.5e+01`; `+Inf`, `NaN`.
    public static String exponential(double value) {
        if (!Double.isFinite(value)) {
            return special(value);
        }
        if (value == 0) {
            return plain(value) + "e+00";
        }
        BigDecimal exact = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        String digits = exact.unscaledValue().abs().toString();
        return scientific(value < 0, digits, digits.length() - 1 - exact.scale());
    }

    /// With exponent where it is shorter, as in messages and templates: `1.048576e+06`, `1e-09`.
    public static String general(double value) {
        if (!Double.isFinite(value) || value == 0) {
            return plain(value);
        }
        BigDecimal exact = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        String digits = exact.unscaledValue().abs().toString();
        int exponent = digits.length() - 1 - exact.scale();
        // the rule of %g in its shortest form
        if (exponent >= -4 && exponent < 6) {
            return exact.toPlainString();
        }
        return scientific(value < 0, digits, exponent);
    }

    private static String scientific(boolean negative, String digits, int exponent) {
        String mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
        String power = Integer.toString(Math.abs(exponent));
        return (negative ? "-" : "") + mantissa + "e" + (exponent < 0 ? "-" : "+") + (power.length() < 2 ? "0" : "") + power;
    }

    private static String special(double value) {
        return Double.isNaN(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf";
    }
}
