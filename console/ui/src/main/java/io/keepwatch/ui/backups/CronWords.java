package io.keepwatch.ui.backups;

import java.time.DayOfWeek;
import java.time.format.TextStyle;
import java.util.Locale;

/// A five-field cron expression in words where a person would use words; any other as it stands.
final class CronWords {

    private CronWords() {}

    static String of(String cron) {
        String[] field = cron.strip().split("\\s+");
        if (field.length != 5 || !field[3].equals("*")) {
            return cron;
        }
        boolean everyDay = field[2].equals("*") && field[4].equals("*");
        String step = field[0].startsWith("*/") ? field[0].substring(2) : field[0].equals("*") ? "1" : "";
        if (everyDay && field[1].equals("*") && number(step)) {
            return step.equals("1") ? "every minute" : "every " + step + " min";
        }
        if (everyDay && number(field[0]) && (field[1].equals("*") || field[1].startsWith("*/") && number(field[1].substring(2)))) {
            String hours = field[1].equals("*") ? "every hour" : "every " + field[1].substring(2) + " h";
            return hours + " at :" + two(field[0]);
        }
        return number(field[0]) && number(field[1]) ? onDays(field, cron) : cron;
    }

    private static String onDays(String[] field, String cron) {
        String at = two(field[1]) + ":" + two(field[0]);
        if (field[2].equals("*") && field[4].equals("*")) {
            return "daily " + at;
        }
        if (field[2].equals("*") && number(field[4]) && Integer.parseInt(field[4]) <= 7) {
            int day = Integer.parseInt(field[4]);
            return DayOfWeek.of(day == 0 ? 7 : day).getDisplayName(TextStyle.FULL, Locale.ENGLISH) + "s " + at;
        }
        return number(field[2]) && field[4].equals("*") ? "day " + field[2] + " of the month, " + at : cron;
    }

    private static boolean number(String text) {
        return text.matches("\\d{1,2}");
    }

    private static String two(String number) {
        return number.length() == 1 ? "0" + number : number;
    }
}
