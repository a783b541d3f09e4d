package io.keepwatch.alerting.template.text;

import io.keepwatch.promql.PromQlText;

/// What functions need of `fmt` and `strconv`.
public final class GoText {

    private GoText() {}

    /// As `%.4g`.
    public static String significant(double value, int digits) {
        return FloatText.of(value, 'g', digits);
    }

    /// As `%v`.
    public static String general(double value) {
        return PromQlText.general(value);
    }

    /// As `%q`.
    public static String quote(String text) {
        return Quoting.quote(text);
    }

    /// As `%T`.
    public static String typeName(Object value) {
        return Values.typeName(value);
    }
}
