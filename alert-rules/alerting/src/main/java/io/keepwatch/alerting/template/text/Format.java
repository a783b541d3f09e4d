package io.keepwatch.alerting.template.text;

import io.keepwatch.alerting.template.text.GoValue.Named;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Go's `Sprintf`, with its ways to say what is wrong with a format instead of failing.
final class Format {

    /// Go's own bound of widths and precisions.
    private static final int GREATEST = 1_000_000;

    private final String format;
    private final List<@Nullable Object> arguments;
    private final BoundedText to;
    private int at;
    private int argument;
    private boolean reordered;
    private boolean badIndex;

    private Format(String format, List<@Nullable Object> arguments, BoundedText to) {
        this.format = format;
        this.arguments = arguments;
        this.to = to;
    }

    static String sprintf(String format, List<@Nullable Object> arguments, Budget budget) {
        BoundedText to = budget.text();
        new Format(format, arguments, to).run();
        return to.toString();
    }

    /// As `Sprint`: with a space between two operands neither of which is a string.
    static String sprint(List<@Nullable Object> operands, Budget budget) {
        BoundedText to = budget.text();
        for (int i = 0; i < operands.size(); i++) {
            if (i > 0 && !isText(operands.get(i - 1)) && !isText(operands.get(i))) {
                to.append(' ');
            }
            print(operands.get(i), to);
        }
        return to.toString();
    }

    static String sprintln(List<@Nullable Object> operands, Budget budget) {
        BoundedText to = budget.text();
        for (int i = 0; i < operands.size(); i++) {
            to.append(i == 0 ? "" : " ");
            print(operands.get(i), to);
        }
        return to.append('\n').toString();
    }

    static void print(@Nullable Object value, BoundedText to) {
        if (value instanceof String text) {
            to.append(text);
        } else {
            new Printer(to, FormatFlags.NONE).print(value, 'v');
        }
    }

    private static boolean isText(@Nullable Object value) {
        return value instanceof String || value instanceof Named named && named.type().kind() == GoType.Kind.STRING;
    }

    private void run() {
        while (at < format.length()) {
            int percent = format.indexOf('%', at);
            int end = percent < 0 ? format.length() : percent;
            to.append(format, at, end);
            at = end + 1;
            if (percent >= 0) {
                verb();
            }
        }
        if (!reordered && argument < arguments.size()) {
            extra();
        }
    }

    private void verb() {
        badIndex = false;
        boolean afterIndex = index();
        FormatFlags flags = flags();
        afterIndex |= index();
        int width = number(false, afterIndex);
        int precision = -1;
        if (at < format.length() && format.charAt(at) == '.') {
            at++;
            badIndex |= afterIndex;
            afterIndex = index();
            precision = Math.max(number(true, afterIndex), 0);
        }
        if (!afterIndex) {
            index();
        }
        if (at >= format.length()) {
            to.append("%!(NOVERB)");
            return;
        }
        int verb = format.codePointAt(at);
        at += Character.charCount(verb);
        boolean left = flags.minus() || width < -1;
        var all = new FormatFlags(flags.plus(), left, flags.sharp(), flags.space(), flags.zero() && !left, width < -1 ? -width : width, precision);
        print(verb, all);
    }

    private void print(int verb, FormatFlags flags) {
        if (verb == '%') {
            to.append('%');
        } else if (badIndex) {
            to.append("%!").append(Character.toString(verb)).append("(BADINDEX)");
        } else if (argument >= arguments.size()) {
            to.append("%!").append(Character.toString(verb)).append("(MISSING)");
        } else {
            new Printer(to, flags).print(arguments.get(argument++), verb);
        }
    }

    private FormatFlags flags() {
        boolean plus = false;
        boolean minus = false;
        boolean sharp = false;
        boolean space = false;
        boolean zero = false;
        for (; at < format.length(); at++) {
            switch (format.charAt(at)) {
                case '+' -> plus = true;
                case '-' -> minus = true;
                case '#' -> sharp = true;
                case ' ' -> space = true;
                case '0' -> zero = true;
                default -> {
                    return new FormatFlags(plus, minus, sharp, space, zero, -1, -1);
                }
            }
        }
        return new FormatFlags(plus, minus, sharp, space, zero, -1, -1);
    }

    /// A width or precision, in digits or from an argument; -1 when there is none, less when it was negative.
    private int number(boolean precision, boolean afterIndex) {
        if (at < format.length() && format.charAt(at) == '*') {
            at++;
            Object value = argument < arguments.size() ? arguments.get(argument++) : null;
            boolean fits = value instanceof Long number && Math.abs(number) <= GREATEST && (!precision || number >= 0);
            if (!fits) {
                to.append(precision ? "%!(BADPREC)" : "%!(BADWIDTH)");
                return -1;
            }
            return value instanceof Long number ? number.intValue() : -1;
        }
        int from = at;
        long number = 0;
        while (at < format.length() && format.charAt(at) >= '0' && format.charAt(at) <= '9') {
            number = Math.min(number * 10 + format.charAt(at++) - '0', GREATEST + 1L);
        }
        if (at == from) {
            return -1;
        }
        badIndex |= afterIndex;
        if (number > GREATEST) {
            at = format.length();
            return -1;
        }
        return (int) number;
    }

    /// `[2]`: the next argument is the second one.
    private boolean index() {
        if (at >= format.length() || format.charAt(at) != '[') {
            return false;
        }
        reordered = true;
        int end = format.indexOf(']', at);
        String number = end < 0 ? "" : format.substring(at + 1, end);
        at = end < 0 ? at + 1 : end + 1;
        if (number.matches("[0-9]{1,6}") && Integer.parseInt(number) >= 1 && Integer.parseInt(number) <= arguments.size()) {
            argument = Integer.parseInt(number) - 1;
        } else {
            badIndex = true;
        }
        return true;
    }

    private void extra() {
        to.append("%!(EXTRA ");
        for (int i = argument; i < arguments.size(); i++) {
            Object value = arguments.get(i);
            to.append(i == argument ? "" : ", ");
            if (value == null) {
                to.append("<nil>");
            } else {
                to.append(Values.typeName(value)).append('=');
                print(value, to);
            }
        }
        to.append(')');
    }
}
