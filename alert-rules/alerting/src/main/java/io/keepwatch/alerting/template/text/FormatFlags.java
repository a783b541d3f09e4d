package io.keepwatch.alerting.template.text;

/// What stands between the per cent sign and the verb.
///
/// @param width negative when there is none
/// @param precision negative when there is none
record FormatFlags(boolean plus, boolean minus, boolean sharp, boolean space, boolean zero, int width, int precision) {

    static final FormatFlags NONE = new FormatFlags(false, false, false, false, false, -1, -1);

    /// For what is not filled with zeros: numbers of a given precision, infinities.
    FormatFlags withoutZero() {
        return new FormatFlags(plus, minus, sharp, space, false, width, precision);
    }

    /// `%+v` asks for the names of fields, not for signs.
    FormatFlags withoutPlus() {
        return new FormatFlags(false, minus, sharp, space, zero, width, precision);
    }

    void pad(String text, BoundedText to) {
        int missing = width - text.codePointCount(0, text.length());
        if (missing <= 0) {
            to.append(text);
        } else if (minus) {
            to.append(text).append(" ", missing);
        } else {
            to.append(zero ? "0" : " ", missing).append(text);
        }
    }

    /// @param number with its sign, if it has one
    void padNumber(String number, BoundedText to) {
        boolean negative = number.startsWith("-") || number.startsWith("+");
        String digits = negative ? number.substring(1) : number;
        String sign = negative ? number.substring(0, 1) : plus ? "+" : space ? " " : "";
        int missing = width - sign.length() - digits.length();
        if (zero && !minus && missing > 0) {
            to.append(sign).append("0", missing).append(digits);
        } else {
            withoutZero().pad(sign + digits, to);
        }
    }
}
