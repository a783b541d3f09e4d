package io.keepwatch.ui.format;

import java.util.List;
import java.util.stream.Collectors;

/// Tables for a spreadsheet (RFC 4180). What starts like a formula must not become one there: names are typed by anybody.
public final class Csv {

    private static final String END = "\r\n";

    private Csv() {}

    public static String of(List<List<String>> lines) {
        return lines.stream().map(Csv::line).collect(Collectors.joining());
    }

    public static String line(List<String> cells) {
        return cells.stream().map(Csv::cell).collect(Collectors.joining(",", "", END));
    }

    /// Empty for a value that is missing.
    public static String number(double value) {
        return Double.isNaN(value) ? "" : value == Math.rint(value) && Math.abs(value) < 1e15 ? String.valueOf((long) value) : String.valueOf(value);
    }

    private static String cell(String text) {
        boolean formula = text.length() > 1 && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 && !text.matches("-?[\\d.E-]+|-Infinity");
        String safe = formula ? "'" + text : text;
        return safe.matches("(?s).*[\",\r\n].*") ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
    }
}
