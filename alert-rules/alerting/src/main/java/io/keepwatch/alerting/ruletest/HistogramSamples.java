package io.keepwatch.alerting.ruletest;

import io.keepwatch.alerting.ruletest.NativeHistogram.Hint;
import io.keepwatch.promql.syntax.SeriesNotation;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The native histograms of a test. The engine computes with numbers only, so a histogram goes through it as a NaN that says which one it
/// is; that is good for a query that just selects, and [TestSamples] refuses every other one.
final class HistogramSamples {

    private static final long MARK = 0x7ffc_0000_0000_0000L;
    private static final long INDEX = 0xffff_ffffL;
    private static final Pattern ITEM = Pattern.compile("(\\{\\{.*?}})(?:([+-])(\\{\\{.*?}}))?(?:x([0-9]+))?|\\S+", Pattern.DOTALL);

    private final List<NativeHistogram> histograms = new ArrayList<>();

    static boolean notation(String values) {
        return values.contains("{{");
    }

    static boolean isOne(double value) {
        return (Double.doubleToRawLongBits(value) & ~INDEX) == MARK;
    }

    /// The histogram that a sample stands for.
    NativeHistogram of(double value) {
        return histograms.get((int) (Double.doubleToRawLongBits(value) & INDEX));
    }

    /// @param text of the values of one series
    List<@Nullable Double> values(String text) {
        List<@Nullable Double> values = new ArrayList<>();
        NativeHistogram last = null;
        Matcher item = ITEM.matcher(text);
        while (item.find()) {
            if (item.group(1) == null) {
                values.addAll(SeriesNotation.values(item.group()));
                continue;
            }
            NativeHistogram next = NativeHistogram.parse(item.group(1));
            int times = item.group(4) == null ? 0 : Integer.parseInt(item.group(4));
            for (int i = 0; i <= times; i++) {
                last = last == null ? next.withHint(next.hint() == Hint.GAUGE ? Hint.GAUGE : Hint.UNKNOWN) : next.after(last);
                values.add(sample(last));
                next = item.group(3) == null ? next : next.plus(NativeHistogram.parse(item.group(3)), item.group(2).equals("+") ? 1 : -1);
            }
        }
        return values;
    }

    private double sample(NativeHistogram histogram) {
        histograms.add(histogram);
        return Double.longBitsToDouble(MARK | histograms.size() - 1);
    }
}
