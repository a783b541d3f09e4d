package io.keepwatch.alerting.routing;

import io.keepwatch.alerting.routing.TimeInterval.Range;
import io.keepwatch.alerting.yaml.YamlObject;
import io.keepwatch.alerting.yaml.YamlProblem;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToIntFunction;
import java.util.regex.Pattern;

/// Reads one time interval; refuses in Alertmanager's words.
final class TimeIntervalReader {

    private static final List<String> DAYS = List.of("sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday");
    private static final List<String> MONTHS = List.of("january", "february", "march", "april", "may", "june", "july", "august", "september",
            "october", "november", "december");
    private static final Pattern TIME = Pattern.compile("([01][0-9]|2[0-3]):[0-5][0-9]|24:00");

    private TimeIntervalReader() {}

    static TimeInterval read(YamlObject yaml) {
        var interval = new TimeInterval(times(yaml), ranges(yaml, "weekdays", TimeIntervalReader::weekday, TimeIntervalReader::checkWeekday),
                ranges(yaml, "days_of_month", TimeIntervalReader::number, TimeIntervalReader::checkDayOfMonth),
                ranges(yaml, "months", TimeIntervalReader::month, TimeIntervalReader::checkMonth),
                ranges(yaml, "years", TimeIntervalReader::number, TimeIntervalReader::checkYear), zone(yaml));
        yaml.done();
        return interval;
    }

    private static List<Range> times(YamlObject yaml) {
        List<Range> ranges = new ArrayList<>();
        for (YamlObject time : yaml.objects("times")) {
            String start = time.text("start_time");
            String end = time.text("end_time");
            time.done();
            if (start.isEmpty() || end.isEmpty()) {
                throw new YamlProblem(time.line(), "both start and end times must be provided");
            }
            var range = new Range(minute(time, "start_time", start), minute(time, "end_time", end));
            if (range.from() >= range.to()) {
                throw new YamlProblem(time.line(), "start time cannot be equal or greater than end time");
            }
            ranges.add(range);
        }
        return ranges;
    }

    private static int minute(YamlObject yaml, String key, String time) {
        if (!TIME.matcher(time).matches()) {
            throw yaml.refused(key, "couldn't parse timestamp " + time + ", invalid format; use e.g. \"09:00\"");
        }
        return Integer.parseInt(time.substring(0, 2)) * 60 + Integer.parseInt(time.substring(3));
    }

    @FunctionalInterface
    private interface Check {
        void accept(Range range);
    }

    private static List<Range> ranges(YamlObject yaml, String key, ToIntFunction<String> member, Check check) {
        List<Range> ranges = new ArrayList<>();
        for (String text : yaml.texts(key)) {
            try {
                String[] ends = text.toLowerCase(Locale.ROOT).split(":", -1);
                if (ends.length > 2) {
                    throw new IllegalArgumentException("couldn't parse range " + text + ", invalid format");
                }
                var range = new Range(member.applyAsInt(ends[0]), member.applyAsInt(ends[ends.length - 1]));
                check.accept(range);
                ranges.add(range);
            } catch (IllegalArgumentException e) {
                throw yaml.refused(key, String.valueOf(e.getMessage()));
            }
        }
        return ranges;
    }

    private static int weekday(String day) {
        int index = DAYS.indexOf(day);
        if (index < 0) {
            throw new IllegalArgumentException(day + " is not a valid weekday");
        }
        return index;
    }

    private static int month(String month) {
        int index = MONTHS.indexOf(month);
        if (index >= 0) {
            return index + 1;
        }
        if (!month.matches("[+-]?[0-9]{1,9}")) {
            throw new IllegalArgumentException(month + " is not a valid month");
        }
        return number(month);
    }

    private static int number(String text) {
        if (!text.matches("[+-]?[0-9]{1,9}")) {
            throw new IllegalArgumentException("strconv.Atoi: parsing \"" + text + "\": invalid syntax");
        }
        return Integer.parseInt(text);
    }

    private static void checkWeekday(Range range) {
        if (range.from() > range.to()) {
            throw new IllegalArgumentException("start day cannot be before end day");
        }
    }

    private static void checkMonth(Range range) {
        if (range.from() > range.to()) {
            throw new IllegalArgumentException("end month " + monthName(range.to()) + " is before start month " + monthName(range.from()));
        }
    }

    private static String monthName(int month) {
        return month >= 1 && month <= 12 ? MONTHS.get(month - 1) : String.valueOf(month);
    }

    private static void checkYear(Range range) {
        if (range.from() > range.to()) {
            throw new IllegalArgumentException("end year " + range.to() + " is before start year " + range.from());
        }
    }

    /// Whether the end is before the start, a month of 28 days tells: it is so in all months, or in some only.
    private static void checkDayOfMonth(Range range) {
        for (int day : new int[] {range.from(), range.to()}) {
            if (day == 0 || day < -31 || day > 31) {
                throw new IllegalArgumentException(day + " is not a valid day of the month: out of range");
            }
        }
        if (range.from() < 0 && range.to() > 0) {
            throw new IllegalArgumentException("end day must be negative if start day is negative");
        }
        int from = range.from() < 0 ? 28 + range.from() : range.from();
        int to = range.to() < 0 ? 28 + range.to() : range.to();
        if (from > to) {
            throw new IllegalArgumentException("end day " + range.to() + " is always before start day " + range.from());
        }
    }

    private static ZoneId zone(YamlObject yaml) {
        String name = yaml.text("location");
        try {
            return switch (name) {
                case "", "UTC" -> ZoneOffset.UTC;
                case "Local" -> ZoneId.systemDefault();
                default -> ZoneId.of(name);
            };
        } catch (DateTimeException _) {
            throw yaml.refused("location", "unknown time zone " + name + "; use e.g. Europe/Paris");
        }
    }
}
