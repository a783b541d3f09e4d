package io.keepwatch.ui.chart;

/// Colours of series, by meaning. Failures are red and nothing else is; percentiles are three steps of one hue.
public enum Ink {
    C1("c1"), C2("c2"), C3("c3"), C4("c4"), C5("c5"), OTHER("c7"),
    FAILURE("c6"), FAILURE_SOLID("crit-solid"), WARNING_SOLID("warn-solid"),
    P50("q1"), P95("q2"), P99("q3");

    private static final Ink[] SERIES = {C1, C2, C3, C4, C5};
    private static final Ink[] SERVICES = {C3, C1, C4, C5, C2};

    private final String token;

    Ink(String token) {
        this.token = token;
    }

    /// The design token without its `--kw-`.
    public String token() {
        return token;
    }

    /// The colour of the n-th series, counted from 0; grey after the fifth.
    public static Ink series(int index) {
        return index < SERIES.length ? SERIES[index] : OTHER;
    }

    /// The colour of the n-th service of a trace: neighbours in a waterfall differ most.
    public static Ink service(int index) {
        return index >= 0 && index < SERVICES.length ? SERVICES[index] : OTHER;
    }
}
