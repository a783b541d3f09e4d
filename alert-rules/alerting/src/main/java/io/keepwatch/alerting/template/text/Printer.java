package io.keepwatch.alerting.template.text;

import io.keepwatch.alerting.template.text.GoValue.ListValue;
import io.keepwatch.alerting.template.text.GoValue.MapValue;
import io.keepwatch.alerting.template.text.GoValue.Named;
import io.keepwatch.alerting.template.text.GoValue.StructValue;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Prints one value by one verb, as Go's fmt does; a verb that does not fit prints as `%!d(string=x)`.
final class Printer {

    private final BoundedText to;
    private FormatFlags flags;
    private boolean namesFields;

    Printer(BoundedText to, FormatFlags flags) {
        this.to = to;
        this.flags = flags;
    }

    void print(@Nullable Object value, int verb) {
        namesFields = verb == 'v' && flags.plus();
        flags = namesFields ? flags.withoutPlus() : flags;
        if (verb == 'T') {
            flags.pad(Values.typeName(value), to);
            return;
        }
        if (value == null) {
            if (verb == 'v') {
                flags.pad("<nil>", to);
            } else {
                badVerb(null, verb);
            }
            return;
        }
        printTyped(value, verb, true);
    }

    private void printTyped(Object value, int verb, boolean outermost) {
        switch (value) {
            case Boolean bool when verb == 't' || verb == 'v' -> flags.pad(bool.toString(), to);
            case Long number -> integer(number, number, verb);
            case Double number -> real(number, number, verb);
            case String text -> text(text, text, verb);
            case Named named -> named(named, verb);
            case GoValue typed when says(verb) && typed.type().text() != null -> text(value, ownText(typed), verb);
            case ListValue list -> list(list.items(), verb);
            case MapValue map -> map(map.entries(), verb);
            case StructValue struct -> struct(struct, verb, outermost);
            default -> badVerb(value, verb);
        }
    }

    /// The verbs for which a value is asked for its own text.
    private static boolean says(int verb) {
        return verb == 'v' || verb == 's' || verb == 'x' || verb == 'X' || verb == 'q';
    }

    private String ownText(GoValue value) {
        GoFunction method = Objects.requireNonNull(value.type().text());
        return String.valueOf(method.body().call(List.of(value), to.budget()));
    }

    private void named(Named named, int verb) {
        boolean says = says(verb);
        if (says || named.type().kind() == GoType.Kind.STRUCT) {
            text(named, named.text(), says ? verb : 'v');
            return;
        }
        switch (named.base()) {
            case Long number -> integer(named, number, verb);
            case Double number -> real(named, number, verb);
            default -> text(named, named.text(), verb);
        }
    }

    private void element(@Nullable Object value, int verb) {
        if (value == null) {
            to.append(verb == 'v' ? "<nil>" : "%!" + Character.toString(verb) + "(<nil>)");
        } else {
            printTyped(value, verb, false);
        }
    }

    private void list(List<? extends @Nullable Object> items, int verb) {
        to.append('[');
        for (int i = 0; i < items.size(); i++) {
            to.append(i == 0 ? "" : " ");
            element(items.get(i), verb);
        }
        to.append(']');
    }

    private void map(Map<String, ? extends @Nullable Object> entries, int verb) {
        to.append("map[");
        boolean first = true;
        for (Map.Entry<String, ? extends @Nullable Object> entry : entries.entrySet()) {
            to.append(first ? "" : " ");
            element(entry.getKey(), verb);
            to.append(':');
            element(entry.getValue(), verb);
            first = false;
        }
        to.append(']');
    }

    /// Within others Go prints the address of a structure, which says nothing to anybody.
    private void struct(StructValue struct, int verb, boolean outermost) {
        to.append(outermost && struct.type().name().startsWith("*") ? "&{" : "{");
        boolean first = true;
        for (Map.Entry<String, @Nullable Object> field : struct.fields().entrySet()) {
            to.append(first ? "" : " ").append(namesFields ? field.getKey() + ":" : "");
            element(field.getValue(), verb);
            first = false;
        }
        to.append('}');
    }

    private void integer(Object value, long number, int verb) {
        String digits = Long.toString(Math.abs(number)).replace("-", "");
        switch (verb) {
            case 'v', 'd' -> digits(number, digits, "");
            case 'b' -> digits(number, magnitude(number, 2), flags.sharp() ? "0b" : "");
            case 'o' -> digits(number, magnitude(number, 8), flags.sharp() ? "0" : "");
            case 'O' -> digits(number, magnitude(number, 8), "0o");
            case 'x' -> digits(number, magnitude(number, 16), flags.sharp() ? "0x" : "");
            case 'X' -> digits(number, magnitude(number, 16).toUpperCase(Locale.ROOT), flags.sharp() ? "0X" : "");
            case 'c' -> flags.pad(Character.toString(Character.isValidCodePoint((int) number) ? (int) number : 0xFFFD), to);
            case 'q' -> flags.pad(Quoting.quoteChar(number, flags.plus()), to);
            case 'U' -> flags.pad(flags.sharp() ? Quoting.named((int) number) : String.format("U+%04X", number), to);
            default -> badVerb(value, verb);
        }
    }

    private static String magnitude(long number, int radix) {
        return Long.toString(number, radix).replace("-", "");
    }

    private void digits(long number, String digits, String prefix) {
        if (flags.precision() == 0 && number == 0) {
            flags.withoutZero().pad("", to);
            return;
        }
        String filled = "0".repeat(Math.max(0, Math.min(flags.precision(), 1000) - digits.length())) + digits;
        String text = (number < 0 ? "-" : "") + prefix + filled;
        if (flags.precision() >= 0) {
            flags.withoutZero().pad(number >= 0 && flags.plus() ? "+" + text : number >= 0 && flags.space() ? " " + text : text, to);
        } else {
            flags.padNumber(text, to);
        }
    }

    private void real(Object value, double number, int verb) {
        if ("vbgGxXfFeE".indexOf(verb) < 0) {
            badVerb(value, verb);
            return;
        }
        String text = FloatText.of(number, verb == 'v' ? 'g' : (char) verb, Math.min(flags.precision(), 1000));
        if (Double.isFinite(number)) {
            flags.padNumber(text, to);
        } else {
            infinite(text);
        }
    }

    /// The sign of an infinity is part of it, but `%v` shows it only where it is asked for or negative.
    private void infinite(String text) {
        flags.withoutZero().pad(text.equals("NaN") && flags.plus() ? "+NaN" : text, to);
    }

    private void text(Object value, String text, int verb) {
        int end = flags.precision() >= 0 ? text.offsetByCodePoints(0, Math.min(flags.precision(), text.codePointCount(0, text.length()))) : text.length();
        String shown = text.substring(0, end);
        switch (verb) {
            case 'v' -> flags.pad(flags.sharp() ? Quoting.quote(shown) : shown, to);
            case 's' -> flags.pad(shown, to);
            case 'q' -> flags.pad(flags.sharp() && shown.indexOf('`') < 0 ? "`" + shown + "`" : Quoting.quote(shown, flags.plus()), to);
            case 'x', 'X' -> flags.pad(hexadecimal(shown, verb == 'X'), to);
            default -> badVerb(value, verb);
        }
    }

    private String hexadecimal(String text, boolean upper) {
        String prefix = flags.sharp() ? upper ? "0X" : "0x" : "";
        HexFormat hex = flags.space() ? HexFormat.ofDelimiter(" ").withPrefix(prefix) : HexFormat.of();
        String digits = (upper ? hex.withUpperCase() : hex).formatHex(text.getBytes(StandardCharsets.UTF_8));
        return flags.space() || digits.isEmpty() ? digits : prefix + digits;
    }

    private void badVerb(@Nullable Object value, int verb) {
        to.append("%!").append(Character.toString(verb)).append('(');
        if (value == null) {
            to.append("<nil>");
        } else {
            to.append(Values.typeName(value)).append('=');
            printTyped(value, 'v', false);
        }
        to.append(')');
    }
}
