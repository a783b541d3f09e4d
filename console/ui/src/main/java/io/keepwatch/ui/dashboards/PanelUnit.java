package io.keepwatch.ui.dashboards;

import io.keepwatch.dashboards.Panel;
import io.keepwatch.ui.chart.Unit;
import io.keepwatch.ui.format.Format;
import java.util.Arrays;

/// A panel's unit as one that charts write, and the factor between the two.
record PanelUnit(Unit unit, double factor) {

    private static final double NANOS = 1e9;

    static PanelUnit of(Panel.Unit unit) {
        return switch (unit) {
            case NONE -> new PanelUnit(Unit.NONE, 1);
            case COUNT -> new PanelUnit(Unit.COUNT, 1);
            case PER_SECOND -> new PanelUnit(Unit.PER_SECOND, 1);
            case SECONDS -> new PanelUnit(Unit.SECONDS, 1);
            case MILLISECONDS -> new PanelUnit(Unit.SECONDS, 1e-3);
            case NANOSECONDS -> new PanelUnit(Unit.NANOSECONDS, 1);
            case RATIO -> new PanelUnit(Unit.PERCENT, 1);
            case PERCENT -> new PanelUnit(Unit.PERCENT, 1e-2);
            case BYTES -> new PanelUnit(Unit.BYTES, 1);
            case BYTES_PER_SECOND -> new PanelUnit(Unit.BYTES_PER_SECOND, 1);
            case BITS_PER_SECOND -> new PanelUnit(Unit.BYTES_PER_SECOND, 1.0 / 8);
        };
    }

    double[] scaled(double[] values) {
        return factor == 1 ? values : Arrays.stream(values).map(value -> value * factor).toArray();
    }

    /// A value as the query gave it.
    String text(double value) {
        double scaled = value * factor;
        if (!Double.isFinite(scaled)) {
            return Double.isNaN(scaled) ? Format.NONE : scaled > 0 ? "∞" : "−∞";
        }
        return switch (unit) {
            case NONE -> Format.number(scaled);
            case COUNT -> scaled == Math.rint(scaled) && Math.abs(scaled) < 1e9 ? Format.count((long) scaled) : Format.number(scaled);
            case PER_SECOND -> Format.rate(scaled);
            case NANOSECONDS -> Format.duration(Math.round(scaled));
            case SECONDS -> Format.duration(Math.round(scaled * NANOS));
            case PERCENT -> Format.percent(scaled);
            case BYTES -> Format.bytes(Math.round(scaled));
            case BYTES_PER_SECOND -> Format.bytes(Math.round(scaled)) + "/s";
        };
    }
}
