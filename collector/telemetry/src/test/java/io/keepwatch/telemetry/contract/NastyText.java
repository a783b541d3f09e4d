package io.keepwatch.telemetry.contract;

import java.util.List;

/// Texts that break what concatenates, escapes twice, or counts bytes as characters.
public final class NastyText {

    public static final List<String> ALL = List.of(
            "it's", "\"quoted\"", "back\\slash", "trailing\\", "\\'; DROP TABLE otel_logs; --", "100%_sure", "%", "_", "a*b", "nul\0byte",
            "tab\tnew\nline\r", "{p:String}", "?", ":name", "日本語", "🙂🙃", "Ünï", "x".repeat(300), "\\N", "NULL", "$1 ${x}", "\u2028", "é".repeat(80));

    private NastyText() {}
}
