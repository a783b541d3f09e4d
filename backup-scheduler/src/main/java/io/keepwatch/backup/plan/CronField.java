package io.keepwatch.backup.plan;

import java.util.BitSet;
import java.util.List;
import java.util.Locale;

/// One of cron's five fields: which values it holds, and whether it was written with a star.
///
/// @param star as cron has it: the field begins with `*`, also when a step follows
record CronField(BitSet values, boolean star) {

    /// What may stand in a field.
    ///
    /// @param names of the values from `first` on; empty when there are none
    enum Kind {
        MINUTE("minute", 0, 59, List.of()),
        HOUR("hour", 0, 23, List.of()),
        DAY_OF_MONTH("day of month", 1, 31, List.of()),
        MONTH("month", 1, 12, List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")),
        DAY_OF_WEEK("day of week", 0, 7, List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"));

        private final String word;
        private final int first;
        private final int last;
        private final List<String> names;

        Kind(String word, int first, int last, List<String> names) {
            this.word = word;
            this.first = first;
            this.last = last;
            this.names = names;
        }
    }

    /// @throws IllegalArgumentException when the text is no such field; the message says what would be
    static CronField parse(String text, Kind kind) {
        var values = new BitSet();
        for (String item : text.split(",", -1)) {
            addItem(item, kind, values);
        }
        if (kind == Kind.DAY_OF_WEEK && values.get(7)) { // Sunday is 0 and 7
            values.clear(7);
            values.set(0);
        }
        return new CronField(values, text.startsWith("*"));
    }

    boolean holds(int value) {
        return values.get(value);
    }

    private static void addItem(String item, Kind kind, BitSet values) {
        String[] parts = item.split("/", -1);
        boolean isRange = parts[0].equals("*") || parts[0].contains("-");
        if (parts.length > 2 || (parts.length == 2 && !isRange)) {
            throw wrong(item, kind);
        }
        int step = parts.length == 1 ? 1 : number(parts[1], item, kind);
        if (step < 1 || step > kind.last) {
            throw new IllegalArgumentException("the " + kind.word + " '" + item + "' has no usable step; use 1 to " + kind.last);
        }
        int from = kind.first;
        int to = kind == Kind.DAY_OF_WEEK ? 6 : kind.last;
        if (!parts[0].equals("*")) {
            String[] ends = parts[0].split("-", -1);
            if (ends.length > 2) {
                throw wrong(item, kind);
            }
            from = value(ends[0], item, kind);
            to = ends.length == 1 ? from : value(ends[1], item, kind);
            if (kind == Kind.DAY_OF_WEEK && ends.length == 2 && to == 0) { // FRI-SUN
                to = 7;
            }
        }
        if (from > to) {
            throw new IllegalArgumentException("the " + kind.word + " '" + item + "' ends before it begins; write two ranges, with a comma");
        }
        for (int value = from; value <= to; value += step) {
            values.set(value);
        }
    }

    private static int value(String text, String item, Kind kind) {
        int named = kind.names.indexOf(text.toUpperCase(Locale.ROOT));
        int value = named >= 0 ? named + kind.first : number(text, item, kind);
        if (value < kind.first || value > kind.last) {
            throw wrong(item, kind);
        }
        return value;
    }

    private static int number(String text, String item, Kind kind) {
        if (!text.matches("\\d{1,2}")) {
            throw wrong(item, kind);
        }
        return Integer.parseInt(text);
    }

    private static IllegalArgumentException wrong(String item, Kind kind) {
        String names = kind.names.isEmpty() ? "" : " or " + kind.names.getFirst() + " to " + kind.names.getLast();
        return new IllegalArgumentException("the " + kind.word + " '" + item + "' is none; use * or " + kind.first + " to " + kind.last
                + names + ", with , - and / as cron does");
    }
}
