package io.keepwatch.alerting.template.text;

import io.keepwatch.promql.PromQlText;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/// Floats as Go's strconv writes them; rounded from the exact binary value, half to even.
final class FloatText {

    /// The digits before which `%g` without a precision turns to an exponent, and those that `%e` and `%f` show without one.
    private static final int USUAL = 6;

    private FloatText() {}

    /// With a sign when negative.
    ///
    /// @param verb one of `e E f F g G x X b`
    /// @param precision negative: as many digits as tell the value from others, 6 for `e` and `f`
    static String of(double value, char verb, int precision) {
        if (!Double.isFinite(value)) {
            return Double.isNaN(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf";
        }
        String sign = value < 0 || 1 / value < 0 ? "-" : "";
        double size = Math.abs(value);
        String text = switch (verb) {
            case 'e', 'E' -> exponential(rounded(size, (precision < 0 ? USUAL : precision) + 1), precision < 0 ? USUAL : precision);
            case 'f', 'F' -> new BigDecimal(size).setScale(precision < 0 ? USUAL : precision, RoundingMode.HALF_EVEN).toPlainString();
            case 'x', 'X' -> hexadecimal(size);
            case 'b' -> binary(size);
            default -> precision < 0 ? PromQlText.general(size) : general(size, Math.max(precision, 1));
        };
        return sign + (Character.isUpperCase(verb) ? text.toUpperCase(Locale.ROOT) : text);
    }

    private static BigDecimal rounded(double size, int digits) {
        return new BigDecimal(size).round(new MathContext(digits, RoundingMode.HALF_EVEN));
    }

    private static int exponent(BigDecimal number) {
        return number.signum() == 0 ? 0 : number.precision() - number.scale() - 1;
    }

    private static String general(double size, int precision) {
        if (size == 0) {
            return "0";
        }
        BigDecimal rounded = rounded(size, precision).stripTrailingZeros();
        int exponent = exponent(rounded);
        return exponent < -4 || exponent >= precision ? exponential(rounded, rounded.precision() - 1) : rounded.toPlainString();
    }

    private static String exponential(BigDecimal number, int decimals) {
        int exponent = exponent(number);
        String mantissa = number.movePointLeft(exponent).setScale(decimals, RoundingMode.HALF_EVEN).toPlainString();
        return mantissa + "e" + power(exponent);
    }

    private static String power(int exponent) {
        return (exponent < 0 ? "-" : "+") + (Math.abs(exponent) < 10 ? "0" : "") + Math.abs(exponent);
    }

    private static String hexadecimal(double size) {
        if (size == 0) {
            return "0x0p+00";
        }
        double normal = Math.scalb(size, -Math.getExponent(size));
        int exponent = Math.getExponent(size);
        if (size < Double.MIN_NORMAL) {
            exponent = (int) (63 - Long.numberOfLeadingZeros(Double.doubleToLongBits(size))) - 1074;
            normal = size / Math.scalb(1.0, exponent);
        }
        String mantissa = Double.toHexString(normal);
        return mantissa.substring(0, mantissa.indexOf('p')).replaceFirst("\\.0$", "") + "p" + power(exponent);
    }

    private static String binary(double size) {
        long bits = Double.doubleToLongBits(size);
        long fraction = bits & 0xFFFFFFFFFFFFFL;
        int exponent = (int) (bits >> 52);
        int power = (exponent == 0 ? 1 : exponent) - 1075;
        return (exponent == 0 ? fraction : fraction | 1L << 52) + "p" + (power < 0 ? "-" : "+") + Math.abs(power);
    }
}
