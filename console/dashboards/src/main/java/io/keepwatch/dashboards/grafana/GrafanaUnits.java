package io.keepwatch.dashboards.grafana;

import java.util.Map;
import java.util.Optional;

/// Grafana's names of units and ours.
final class GrafanaUnits {

    private static final Map<String, String> OURS = Map.ofEntries(
            Map.entry("", ""), Map.entry("none", ""), Map.entry("short", ""), Map.entry("string", ""), Map.entry("locale", "count"),
            Map.entry("percent", "percent"), Map.entry("percentunit", "ratio"),
            Map.entry("s", "seconds"), Map.entry("ms", "milliseconds"), Map.entry("ns", "nanoseconds"), Map.entry("dtdurations", "seconds"),
            Map.entry("clocks", "seconds"),
            Map.entry("bytes", "bytes"), Map.entry("decbytes", "bytes"), Map.entry("Bps", "bytes-per-second"), Map.entry("binBps", "bytes-per-second"),
            Map.entry("bps", "bits-per-second"), Map.entry("binbps", "bits-per-second"),
            Map.entry("reqps", "per-second"), Map.entry("ops", "per-second"), Map.entry("rps", "per-second"), Map.entry("wps", "per-second"),
            Map.entry("iops", "per-second"), Map.entry("cps", "per-second"), Map.entry("pps", "per-second"), Map.entry("eps", "per-second"),
            Map.entry("mps", "per-second"), Map.entry("hertz", "per-second"), Map.entry("dtdhms", "seconds"), Map.entry("dthms", "seconds"));

    private GrafanaUnits() {}

    /// Empty text for a plain number; nothing when there is none.
    static Optional<String> ours(String unit) {
        return Optional.ofNullable(OURS.get(unit));
    }
}
