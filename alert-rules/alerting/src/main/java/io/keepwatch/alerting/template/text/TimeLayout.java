package io.keepwatch.alerting.template.text;

import java.time.DayOfWeek;
import java.time.Month;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;

/// Writes an instant by an example, as Go does: `Mon Jan 2 15:04:05 MST 2006`.
final class TimeLayout {

    /// The parts of the example; of two that start alike the longer one comes first.
    private static final List<String> PARTS = List.of("January", "Jan", "Monday", "Mon", "MST", "2006", "002", "01", "02", "03", "04", "05", "06",
            "15", "1", "__2", "_2", "2", "3", "4", "5", "PM", "pm", "-07:00:00", "-070000", "-07:00", "-0700", "-07", "Z07:00:00", "Z070000", "Z07:00",
            "Z0700", "Z07");

    private TimeLayout() {}

    static String format(ZonedDateTime time, String layout) {
        var text = new StringBuilder();
        int at = 0;
        while (at < layout.length()) {
            int fraction = fraction(layout, at);
            if (fraction > 0) {
                text.append(fraction(time, layout.substring(at, at + fraction)));
                at += fraction;
                continue;
            }
            String part = part(layout, at);
            if (part.isEmpty()) {
                text.append(layout.charAt(at++));
            } else {
                text.append(value(time, part));
                at += part.length();
            }
        }
        return text.toString();
    }

    private static String part(String layout, int at) {
        for (String part : PARTS) {
            if (!layout.startsWith(part, at)) {
                continue;
            }
            int end = at + part.length();
            boolean inWord = (part.equals("Jan") || part.equals("Mon")) && end < layout.length() && Character.isLowerCase(layout.charAt(end));
            boolean year = part.equals("_2") && layout.startsWith("_2006", at);
            if (!inWord && !year) {
                return part;
            }
        }
        return "";
    }

    private static String value(ZonedDateTime time, String part) {
        return switch (part) {
            case "January" -> monthName(time.getMonth(), TextStyle.FULL);
            case "Jan" -> monthName(time.getMonth(), TextStyle.SHORT);
            case "Monday" -> dayName(time.getDayOfWeek(), TextStyle.FULL);
            case "Mon" -> dayName(time.getDayOfWeek(), TextStyle.SHORT);
            case "MST" -> zone(time);
            case "2006" -> digits(time.getYear(), 4);
            case "06" -> digits(time.getYear() % 100, 2);
            case "01" -> digits(time.getMonthValue(), 2);
            case "1" -> digits(time.getMonthValue(), 1);
            case "02" -> digits(time.getDayOfMonth(), 2);
            case "_2" -> String.format("%2d", time.getDayOfMonth());
            case "2" -> digits(time.getDayOfMonth(), 1);
            case "002" -> digits(time.getDayOfYear(), 3);
            case "__2" -> String.format("%3d", time.getDayOfYear());
            case "15" -> digits(time.getHour(), 2);
            case "03" -> digits((time.getHour() + 11) % 12 + 1, 2);
            case "3" -> digits((time.getHour() + 11) % 12 + 1, 1);
            case "04" -> digits(time.getMinute(), 2);
            case "4" -> digits(time.getMinute(), 1);
            case "05" -> digits(time.getSecond(), 2);
            case "5" -> digits(time.getSecond(), 1);
            case "PM" -> time.getHour() < 12 ? "AM" : "PM";
            case "pm" -> time.getHour() < 12 ? "am" : "pm";
            default -> offset(time.getOffset().getTotalSeconds(), part);
        };
    }

    private static String offset(int seconds, String part) {
        if (part.startsWith("Z") && seconds == 0) {
            return "Z";
        }
        int size = Math.abs(seconds);
        String separator = part.contains(":") ? ":" : "";
        int fields = part.replace(":", "").length() / 2;
        return (seconds < 0 ? "-" : "+") + digits(size / 3600, 2) + (fields > 1 ? separator + digits(size / 60 % 60, 2) : "")
                + (fields > 2 ? separator + digits(size % 60, 2) : "");
    }

    /// Of `.000` or `.999` at this place, else 0.
    private static int fraction(String layout, int at) {
        char c = layout.charAt(at);
        if (c != '.' && c != ',' || at + 1 == layout.length() || layout.charAt(at + 1) != '0' && layout.charAt(at + 1) != '9') {
            return 0;
        }
        int end = at + 1;
        while (end < layout.length() && layout.charAt(end) == layout.charAt(at + 1)) {
            end++;
        }
        return end < layout.length() && Character.isDigit(layout.charAt(end)) ? 0 : end - at;
    }

    private static String fraction(ZonedDateTime time, String part) {
        String nanos = digits(time.getNano(), 9).substring(0, Math.min(9, part.length() - 1));
        if (part.charAt(1) == '0') {
            return part.charAt(0) + nanos;
        }
        String trimmed = nanos.replaceFirst("0+$", "");
        return trimmed.isEmpty() ? "" : part.charAt(0) + trimmed;
    }

    static String zone(ZonedDateTime time) {
        boolean utc = time.getZone().getId().equals("Z") || time.getZone().getId().equals("UTC");
        return utc ? "UTC" : DateTimeFormatter.ofPattern("zzz", Locale.US).format(time);
    }

    static String monthName(Month month, TextStyle style) {
        return month.getDisplayName(style, Locale.US);
    }

    static String dayName(DayOfWeek day, TextStyle style) {
        return day.getDisplayName(style, Locale.US);
    }

    private static String digits(int number, int least) {
        return String.format("%0" + least + "d", number);
    }
}
