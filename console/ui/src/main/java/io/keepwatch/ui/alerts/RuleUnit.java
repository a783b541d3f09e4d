package io.keepwatch.ui.alerts;

import io.keepwatch.alerting.rulefile.Rule;
import io.keepwatch.promql.Comparison;
import io.keepwatch.ui.chart.Unit;
import io.keepwatch.ui.format.Format;
import java.time.Duration;
import java.util.List;

/// What the values of a rule are, as far as its expression tells: PromQL has no units, but names of metrics do by convention.
enum RuleUnit {
    SHARE(Unit.PERCENT), SECONDS(Unit.SECONDS), BYTES(Unit.BYTES), NUMBER(Unit.NONE);

    private static final double MINUTE = 60;

    private final Unit unit;

    RuleUnit(Unit unit) {
        this.unit = unit;
    }

    static RuleUnit of(Rule rule) {
        List<Comparison> comparisons = Comparison.of(rule.expr());
        return comparisons.isEmpty() ? NUMBER : of(comparisons.getFirst());
    }

    static RuleUnit of(Comparison comparison) {
        String value = comparison.value();
        Double threshold = comparison.threshold();
        if (value.contains(" / ")) {
            return threshold != null && Math.abs(threshold) <= 1 ? SHARE : NUMBER;
        }
        boolean counted = value.contains("rate(") || value.contains("increase(") || value.contains("changes(") || value.contains("count(");
        if (value.contains("time() - ") || value.contains(" - time()") || value.contains("_seconds") && (value.contains("_bucket") || !counted)) {
            return SECONDS;
        }
        return value.contains("_bytes") && !counted ? BYTES : NUMBER;
    }

    Unit ofChart() {
        return unit;
    }

    String text(double value) {
        if (!Double.isFinite(value)) {
            return Format.NONE;
        }
        return switch (this) {
            case SHARE -> Format.percent(value);
            case SECONDS -> Math.abs(value) >= MINUTE ? (value < 0 ? "-" : "") + Format.age(Duration.ofSeconds((long) Math.abs(value)))
                    : Format.duration(Math.round(value * 1e9));
            case BYTES -> Format.bytes(Math.round(value));
            case NUMBER -> Format.number(value);
        };
    }
}
