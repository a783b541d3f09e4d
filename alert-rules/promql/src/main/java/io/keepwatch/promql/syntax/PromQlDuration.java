package io.keepwatch.promql.syntax;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Durations such as `1h30m`: each unit once, from the greatest to the smallest.
public final class PromQlDuration {

    private static final Pattern PATTERN = Pattern.compile(
            "(?:([0-9]+)y)?(?:([0-9]+)w)?(?:([0-9]+)d)?(?:([0-9]+)h)?(?:([0-9]+)m)?(?:([0-9]+)s)?(?:([0-9]+)ms)?");
    private static final long[] MILLIS = {31_536_000_000L, 604_800_000L, 86_400_000L, 3_600_000L, 60_000L, 1_000L, 1L};
    private static final String[] UNITS = {"y", "w", "d", "h", "m", "s", "ms"};

    private PromQlDuration() {}

    /// @throws IllegalArgumentException when the text is no duration; the message says so
    public static long parseMillis(String text) {
        if (text.equals("0")) {
            return 0;
        }
        Matcher matcher = PATTERN.matcher(text);
        if (text.isEmpty()) {
            throw new IllegalArgumentException("empty duration string");
        }
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a valid duration string: \"" + text + "\"");
        }
        try {
            long millis = 0;
            for (int i = 0; i < MILLIS.length; i++) {
                if (matcher.group(i + 1) != null) {
                    millis = Math.addExact(millis, Math.multiplyExact(Long.parseLong(matcher.group(i + 1)), MILLIS[i]));
                }
            }
            if (millis > Long.MAX_VALUE / 1_000_000) {
                throw new ArithmeticException();
            }
            return millis;
        } catch (ArithmeticException | NumberFormatException e) {
            throw new IllegalArgumentException("duration out of range", e);
        }
    }

    /// Years and weeks only when nothing is left over, for 90d reads better than 12w6d.
    public static String format(long millis) {
        if (millis == 0) {
            return "0s";
        }
        var text = new StringBuilder(millis < 0 ? "-" : "");
        long rest = Math.abs(millis);
        for (int i = 0; i < MILLIS.length; i++) {
            if (rest >= MILLIS[i] && (i > 1 || rest % MILLIS[i] == 0)) {
                text.append(rest / MILLIS[i]).append(UNITS[i]);
                rest %= MILLIS[i];
            }
        }
        return text.toString();
    }
}
