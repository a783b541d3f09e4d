package io.keepwatch.promql.syntax;

/// What Prometheus 3 accepts as a label's name: any UTF-8 text that is not empty.
public final class LabelNames {

    private LabelNames() {}

    public static boolean valid(String name) {
        // bytes that were no UTF-8 have become lone surrogates when the literal was read
        return !name.isEmpty() && name.codePoints().noneMatch(c -> c >= 0xD800 && c <= 0xDFFF);
    }
}
