package io.keepwatch.ingest.otlp;

import java.math.BigDecimal;

/// Doubles as text, with the fewest digits that give the same double back.
final class NumberText {

    private NumberText() {}

    /// As JSON has it, an exponent only for the very small and the very large: `1`, `0.5`, `1e-7`, `1e+21`.
    static String of(double number) {
        double size = Math.abs(number);
        if (!Double.isFinite(number) || size == 0) {
            return special(number);
        }
        if (size >= 1e-6 && size < 1e21) {
            return digits(number).toPlainString();
        }
        BigDecimal digits = digits(number);
        int exponent = digits.precision() - digits.scale() - 1;
        return "%se%s%d".formatted(digits.scaleByPowerOfTen(-exponent).toPlainString(), exponent < 0 ? "" : "+", exponent);
    }

    /// As Prometheus has the bounds of buckets and the ranks of quantiles: never with an exponent.
    static String plain(double number) {
        return !Double.isFinite(number) || number == 0 ? special(number) : digits(number).toPlainString();
    }

    private static String special(double number) {
        if (Double.isNaN(number)) {
            return "NaN";
        }
        if (number == 0) {
            return "0";
        }
        return number > 0 ? "+Inf" : "-Inf";
    }

    private static BigDecimal digits(double number) {
        return new BigDecimal(Double.toString(number)).stripTrailingZeros();
    }
}
