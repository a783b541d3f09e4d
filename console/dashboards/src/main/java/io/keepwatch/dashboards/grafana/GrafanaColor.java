package io.keepwatch.dashboards.grafana;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a colour says, however Grafana writes it: `dark-red`, `#F2495C`, `rgba(245, 54, 54, 0.9)`.
enum GrafanaColor {
    CRITICAL, WARNING, NORMAL;

    private static final Pattern HEX = Pattern.compile("#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})(?:[0-9a-f]{2})?");
    private static final Pattern RGB = Pattern.compile("rgba?\\(\\s*(\\d{1,3})\\s*,\\s*(\\d{1,3})\\s*,\\s*(\\d{1,3})\\s*(?:,[^)]*)?\\)");
    /// In degrees: pink and red lie around 0, orange and yellow behind.
    private static final double RED_UNTIL = 15;
    private static final double YELLOW_UNTIL = 65;
    private static final double RED_FROM = 335;
    /// What is grey, white or black has no hue to speak of.
    private static final double LEAST_SATURATION = 0.25;
    private static final int HEXADECIMAL = 16;

    static GrafanaColor of(String text) {
        String color = text.toLowerCase(Locale.ROOT).strip();
        if (color.contains("red")) {
            return CRITICAL;
        }
        if (color.contains("yellow") || color.contains("orange")) {
            return WARNING;
        }
        Matcher hex = HEX.matcher(color);
        if (hex.matches()) {
            return of(hex, HEXADECIMAL);
        }
        Matcher rgb = RGB.matcher(color);
        return rgb.matches() ? of(rgb, 10) : NORMAL;
    }

    private static GrafanaColor of(Matcher parts, int radix) {
        return of(Integer.parseInt(parts.group(1), radix), Integer.parseInt(parts.group(2), radix), Integer.parseInt(parts.group(3), radix));
    }

    private static GrafanaColor of(int red, int green, int blue) {
        int most = Math.max(red, Math.max(green, blue));
        int span = most - Math.min(red, Math.min(green, blue));
        if (red < most || span < LEAST_SATURATION * most) {
            return NORMAL; // blue, green and their neighbours, or none
        }
        double hue = (60.0 * (green - blue) / span + 360) % 360;
        if (hue < RED_UNTIL || hue >= RED_FROM) {
            return CRITICAL;
        }
        return hue < YELLOW_UNTIL ? WARNING : NORMAL;
    }
}
