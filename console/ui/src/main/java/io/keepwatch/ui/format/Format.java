package io.keepwatch.ui.format;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Locale;

/// Numbers as the console writes them: at most three significant digits, exact when counted, always with their unit.
/// `kw-format.js` writes the same in charts.
public final class Format {

    /// Between a number and its unit, so that a line never breaks there.
    public static final char GAP = '\u00a0';
    /// A value that does not exist.
    public static final String NONE = "–";

    private static final long MICRO = 1_000;
    private static final long MILLI = 1_000_000;
    private static final long SECOND = 1_000_000_000;

    private Format() {}

    /// 19,118
    public static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /// "1 span", "21 spans"
    public static String count(long count, String singular) {
        return count(count) + GAP + singular + (count == 1 ? "" : "s");
    }

    /// 48.5, 1,240, 12.3 k, 4.56 M
    public static String number(double value) {
        if (!Double.isFinite(value)) {
            return NONE;
        }
        double size = Math.abs(value);
        if (size < 9_995) {
            return digits(value);
        }
        if (size < 999_500) {
            return digits(value / 1e3) + GAP + "k";
        }
        return size < 999_500_000 ? digits(value / 1e6) + GAP + "M" : digits(value / 1e9) + GAP + "G";
    }

    /// 48.5 /s
    public static String rate(double perSecond) {
        return Double.isFinite(perSecond) ? number(perSecond) + GAP + "/s" : NONE;
    }

    /// A share from 0 to 1: 31 %, 4.1 %, 0.03 %. What is not all is never written as 100 %, and what is not none never as 0 %.
    public static String percent(double share) {
        if (!Double.isFinite(share)) {
            return NONE;
        }
        double percent = share * 100;
        if (percent > 0 && percent < 0.01) {
            return "<0.01" + GAP + "%";
        }
        if (percent > 99 && percent < 100) {
            return new BigDecimal(percent).setScale(percent > 99.9 ? 2 : 1, RoundingMode.DOWN).toPlainString() + GAP + "%";
        }
        int places = percent >= 10 ? 0 : percent >= 0.095 ? 1 : 2;
        return trimmed(new BigDecimal(percent).setScale(places, RoundingMode.HALF_UP)) + GAP + "%";
    }

    /// 840 ns, 6.1 ms, 540 ms, 1.84 s, 3 min 40 s
    public static String duration(long nanos) {
        long size = Math.abs(nanos);
        if (size >= 60 * SECOND) {
            return age(Duration.ofNanos(nanos));
        }
        if (size >= 999_500_000) {
            return digits(nanos / (double) SECOND) + GAP + "s";
        }
        return belowSecond(nanos, size);
    }

    /// Milliseconds up to ten seconds, as a trace is read: 1,842 ms
    public static String spanDuration(long nanos) {
        return Math.abs(nanos) >= SECOND && Math.abs(nanos) < 10 * SECOND
                ? count(Math.round(nanos / (double) MILLI)) + GAP + "ms"
                : duration(nanos);
    }

    private static String belowSecond(long nanos, long size) {
        if (size >= 999_500) {
            return digits(nanos / (double) MILLI) + GAP + "ms";
        }
        return size >= MICRO ? digits(nanos / (double) MICRO) + GAP + "µs" : nanos + "" + GAP + "ns";
    }

    /// In the two largest units: 41 s, 3 min 40 s, 1 h 41 min, 6 d 4 h
    public static String age(Duration age) {
        long seconds = Math.max(0, age.toSeconds());
        if (seconds < 60) {
            return seconds + "" + GAP + "s";
        }
        if (seconds < 3600) {
            return twoUnits(seconds / 60, "min", seconds % 60, "s");
        }
        return seconds < 86_400
                ? twoUnits(seconds / 3600, "h", seconds % 3600 / 60, "min")
                : twoUnits(seconds / 86_400, "d", seconds % 86_400 / 3600, "h");
    }

    private static String twoUnits(long large, String largeUnit, long small, String smallUnit) {
        String text = large + "" + GAP + largeUnit;
        return small == 0 ? text : text + GAP + small + GAP + smallUnit;
    }

    /// In the largest unit only, for tables: 10 min, 9 d
    public static String roughAge(Duration age) {
        long seconds = Math.max(0, age.toSeconds());
        if (seconds < 60) {
            return seconds + "" + GAP + "s";
        }
        if (seconds < 3600) {
            return seconds / 60 + "" + GAP + "min";
        }
        return seconds < 86_400 ? seconds / 3600 + "" + GAP + "h" : seconds / 86_400 + "" + GAP + "d";
    }

    /// Powers of ten: 512 B, 41.2 MB
    public static String bytes(long bytes) {
        String[] units = {"B", "kB", "MB", "GB", "TB", "PB"};
        double value = bytes;
        int unit = 0;
        while (Math.abs(value) >= 999.5 && unit < units.length - 1) {
            value /= 1000;
            unit++;
        }
        return digits(value) + GAP + units[unit];
    }

    /// Three significant digits, without trailing zeros, with thousands separated.
    static String digits(double value) {
        if (!Double.isFinite(value)) {
            return NONE;
        }
        var rounded = new BigDecimal(value).round(new MathContext(3, RoundingMode.HALF_UP));
        return Math.abs(value) >= 1000 ? String.format(Locale.ROOT, "%,d", rounded.longValue()) : trimmed(rounded);
    }

    private static String trimmed(BigDecimal value) {
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }
}
