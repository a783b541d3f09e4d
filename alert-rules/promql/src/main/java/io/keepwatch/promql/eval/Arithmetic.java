package io.keepwatch.promql.eval;

import io.keepwatch.promql.syntax.BinaryOperator;
import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;

/// Calculations on floats where Java and Go, so Prometheus, differ or a plain sum would lose digits.
final class Arithmetic {

    private Arithmetic() {}

    /// The operator on two numbers; comparisons give 1 or 0.
    static DoubleBinaryOperator of(BinaryOperator operator) {
        return switch (operator) {
            case ADD -> Double::sum;
            case SUBTRACT -> (a, b) -> a - b;
            case MULTIPLY -> (a, b) -> a * b;
            case DIVIDE -> (a, b) -> a / b;
            case MODULO -> (a, b) -> a % b;
            case POWER -> Arithmetic::power;
            case ATAN2 -> Math::atan2;
            case EQUAL -> (a, b) -> a == b ? 1 : 0;
            case NOT_EQUAL -> (a, b) -> a != b ? 1 : 0;
            case LESS -> (a, b) -> a < b ? 1 : 0;
            case LESS_EQUAL -> (a, b) -> a <= b ? 1 : 0;
            case GREATER -> (a, b) -> a > b ? 1 : 0;
            case GREATER_EQUAL -> (a, b) -> a >= b ? 1 : 0;
            case AND, OR, UNLESS, TRIM_LOWER, TRIM_UPPER ->
                    throw new IllegalArgumentException("operator " + operator.text() + " does not calculate with floats");
        };
    }

    /// 1 to whatever is 1, and -1 to the infinite is 1.
    private static double power(double a, double b) {
        return a == 1 || a == -1 && Double.isInfinite(b) ? 1 : Math.pow(a, b);
    }

    /// Infinity wins over NaN.
    static double max(double a, double b) {
        return a == Double.POSITIVE_INFINITY || b == Double.POSITIVE_INFINITY ? Double.POSITIVE_INFINITY : Math.max(a, b);
    }

    static double min(double a, double b) {
        return a == Double.NEGATIVE_INFINITY || b == Double.NEGATIVE_INFINITY ? Double.NEGATIVE_INFINITY : Math.min(a, b);
    }

    /// The quantile by interpolation between the nearest ranks; NaN counts as the least. The values are reordered.
    static double quantile(double q, double[] values, int count) {
        if (count == 0 || Double.isNaN(q)) {
            return Double.NaN;
        }
        if (q < 0) {
            return Double.NEGATIVE_INFINITY;
        }
        if (q > 1) {
            return Double.POSITIVE_INFINITY;
        }
        sortNanFirst(values, count);
        double rank = q * (count - 1);
        int lower = (int) Math.max(0, Math.floor(rank));
        int upper = Math.min(count - 1, lower + 1);
        double weight = rank - Math.floor(rank);
        return values[lower] * (1 - weight) + values[upper] * weight;
    }

    private static void sortNanFirst(double[] values, int count) {
        Arrays.sort(values, 0, count);
        int nans = 0;
        while (nans < count && Double.isNaN(values[count - 1 - nans])) {
            nans++;
        }
        System.arraycopy(values, 0, values, nans, count - nans);
        Arrays.fill(values, 0, nans, Double.NaN);
    }

    /// A sum with the error of each addition carried along (Neumaier's variant of Kahan's).
    static final class Sum {
        private double total;
        private double error;

        Sum() {}

        Sum(double first) {
            total = first;
        }

        void add(double value) {
            double next = total + value;
            if (Double.isInfinite(next)) {
                error = 0;
            } else if (Math.abs(total) >= Math.abs(value)) {
                error += total - next + value;
            } else {
                error += value - next + total;
            }
            total = next;
        }

        /// Both parts times a factor.
        void scale(double factor) {
            total *= factor;
            error *= factor;
        }

        void divide(double divisor) {
            total /= divisor;
            error /= divisor;
        }

        double total() {
            return total;
        }

        double error() {
            return error;
        }

        double value() {
            return Double.isInfinite(total) ? total : total + error;
        }
    }

    /// A mean that adds first and divides last, until the sum would overflow; then it goes on as a running mean.
    static final class Mean {
        private Sum sum = new Sum();
        private double count;
        private boolean running;

        void add(double value) {
            count++;
            if (count == 1) {
                sum = new Sum(value);
                return;
            }
            if (!running) {
                var next = new Sum(sum.total());
                next.error = sum.error();
                next.add(value);
                if (!Double.isInfinite(next.total())) {
                    sum = next;
                    return;
                }
                running = true;
                sum.divide(count - 1);
            }
            sum.scale((count - 1) / count);
            sum.add(value / count);
        }

        double value() {
            return running ? sum.total() + sum.error() : sum.total() / count + sum.error() / count;
        }
    }
}
