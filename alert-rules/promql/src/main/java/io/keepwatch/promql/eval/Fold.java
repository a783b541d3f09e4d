package io.keepwatch.promql.eval;

import io.keepwatch.promql.syntax.Aggregator;

/// Takes the values of a group at one step and makes one of them.
sealed interface Fold {

    void add(double value);

    double value();

    static Fold of(Aggregator operator) {
        return switch (operator) {
            case SUM -> new OfSum();
            case AVG -> new OfMean();
            case MIN -> new OfExtreme(false);
            case MAX -> new OfExtreme(true);
            case COUNT -> new OfCount(false);
            case GROUP -> new OfCount(true);
            case STDVAR -> new OfVariance(false);
            case STDDEV -> new OfVariance(true);
            case TOPK, BOTTOMK, COUNT_VALUES, QUANTILE, LIMITK, LIMIT_RATIO ->
                    throw new IllegalArgumentException(operator.text() + " does not make one value of a group");
        };
    }

    final class OfSum implements Fold {
        private Arithmetic.Sum sum = new Arithmetic.Sum();
        private boolean first = true;

        @Override
        public void add(double value) {
            if (first) {
                sum = new Arithmetic.Sum(value);
                first = false;
            } else {
                sum.add(value);
            }
        }

        @Override
        public double value() {
            return sum.value();
        }
    }

    final class OfMean implements Fold {
        private final Arithmetic.Mean mean = new Arithmetic.Mean();

        @Override
        public void add(double value) {
            mean.add(value);
        }

        @Override
        public double value() {
            return mean.value();
        }
    }

    /// NaN only when there is nothing else.
    final class OfExtreme implements Fold {
        private final boolean greatest;
        private double extreme = Double.NaN;

        OfExtreme(boolean greatest) {
            this.greatest = greatest;
        }

        @Override
        public void add(double value) {
            if (Double.isNaN(extreme) || (greatest ? value > extreme : value < extreme)) {
                extreme = value;
            }
        }

        @Override
        public double value() {
            return extreme;
        }
    }

    final class OfCount implements Fold {
        private final boolean onlyWhether;
        private double count;

        OfCount(boolean onlyWhether) {
            this.onlyWhether = onlyWhether;
        }

        @Override
        public void add(double value) {
            count++;
        }

        @Override
        public double value() {
            return onlyWhether ? 1 : count;
        }
    }

    /// Welford's.
    final class OfVariance implements Fold {
        private final boolean root;
        private double count;
        private double mean;
        private double squares;

        OfVariance(boolean root) {
            this.root = root;
        }

        @Override
        public void add(double value) {
            count++;
            if (count == 1) {
                mean = value;
                squares = Double.isFinite(value) ? 0 : Double.NaN;
                return;
            }
            double delta = value - mean;
            mean += delta / count;
            squares += delta * (value - mean);
        }

        @Override
        public double value() {
            return root ? Math.sqrt(squares / count) : squares / count;
        }
    }
}
